export { type TransitFeedOptions, transitExtension } from './transit-extension.ts';
