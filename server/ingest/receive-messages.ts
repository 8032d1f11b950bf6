/**
 * The one way in for MQTT and HTTP: decode, refuse or queue for the durable write, and tell the
 * sender only when it is certain.
 */
import type { Observation } from '#contracts';
import type { StoreWriteError } from '../store/index.ts';
import { createCommitGroups } from './commit-groups.ts';
import { type DecodeContext, decodeMessage, type RejectReason } from './decode-message.ts';
import { createRejectLog, type RejectLog } from './reject-log.ts';

export type ReceiveOutcome =
  | { readonly state: 'durable' }
  | { readonly state: 'rejected'; readonly reason: RejectReason; readonly detail: string };

export interface IngestReport {
  accepted(observations: number): void;
  rejected(reason: RejectReason): void;
  ackSeconds(seconds: number): void;
}

export interface Ingest {
  /** `done` is called once, when the message is durable or refused; never while the store cannot write. */
  receive(topic: string, payload: Uint8Array, done: (outcome: ReceiveOutcome) => void): void;
  isFull(): boolean;
  onRoom(listener: () => void): void;
  readonly rejects: RejectLog;
  acceptedTotal(): number;
  close(): void;
}

export function createIngest(options: {
  readonly context: DecodeContext;
  readonly nowMs: () => number;
  readonly write: (observations: readonly Observation[]) => () => void;
  readonly onFailure: (error: StoreWriteError) => void;
  readonly report: IngestReport;
}): Ingest {
  const { context, nowMs, report } = options;
  const rejects = createRejectLog();
  const groups = createCommitGroups(options.write, options.onFailure);
  let accepted = 0;
  return {
    receive: (topic, payload, done) => {
      const receivedMs = nowMs();
      const decoded = decodeMessage(topic, payload, context, receivedMs);
      if (!decoded.ok) {
        const { reason, detail } = decoded;
        rejects.add({ reason, detail, topic, payload, receivedMs });
        report.rejected(reason);
        done({ state: 'rejected', reason, detail });
        return;
      }
      const startedMs = performance.now();
      groups.add(decoded.observations, () => {
        accepted += 1;
        report.accepted(decoded.observations.length);
        report.ackSeconds((performance.now() - startedMs) / 1000);
        done({ state: 'durable' });
      });
    },
    isFull: groups.isFull,
    onRoom: groups.onRoom,
    rejects,
    acceptedTotal: () => accepted,
    close: groups.close,
  };
}
