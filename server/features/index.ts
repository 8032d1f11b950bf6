export { addFeatureRoutes } from './feature-routes.ts';
