/** Prometheus metrics of one server (prom-client), in a registry of its own. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  readonly acceptedObservations: Counter;
  readonly rejectedMessages: Counter<'reason'>;
  readonly ackSeconds: Histogram;
  readonly forecastSeconds: Histogram;
  /** Reads gauges when they are asked for. */
  watch(name: string, help: string, read: () => number): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  // Event-loop lag, memory, CPU, garbage collection.
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    acceptedObservations: new Counter({
      name: 'gezi_ingest_accepted_observations_total',
      help: 'Observations made durable.',
      registers,
    }),
    rejectedMessages: new Counter({
      name: 'gezi_ingest_rejected_messages_total',
      help: 'Messages refused, by reason.',
      labelNames: ['reason'],
      registers,
    }),
    ackSeconds: new Histogram({
      name: 'gezi_ingest_ack_seconds',
      help: 'From a message received to its acknowledgement, durable write included.',
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
    forecastSeconds: new Histogram({
      name: 'gezi_forecast_duration_seconds',
      help: 'Wall time of one forecast.',
      buckets: [0.5, 1, 2, 5, 10, 20, 30, 60],
      registers,
    }),
    watch: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
  };
}
