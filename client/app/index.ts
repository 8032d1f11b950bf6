/** What views need of the app around them. */
export { fetchFrames, fetchTransitFrames } from './load-frames.ts';
export { takeChannels } from './start-app.ts';
export { useChannels } from './use-channels.ts';
