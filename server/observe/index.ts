export { checkHealth } from './check-health.ts';
export { createMetrics, type Metrics } from './metrics.ts';
