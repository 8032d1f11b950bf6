/** Refused messages: counted by reason, the newest 200 kept for the operator to look at. */
import type { IngestRejects } from '#contracts';
import type { RejectReason } from './decode-message.ts';

export interface RejectLog {
  add(reject: {
    readonly reason: RejectReason;
    readonly detail: string;
    readonly topic: string;
    readonly payload: Uint8Array;
    readonly receivedMs: number;
  }): void;
  total(): number;
  list(): IngestRejects;
}

const KEPT = 200;
const SHOWN_CHARACTERS = 200;
/** Topics of a hostile sender may be 64 kB long. */
const TOPIC_CHARACTERS = 300;

export function createRejectLog(): RejectLog {
  let total = 0;
  const counts = new Map<RejectReason, number>();
  const recent: IngestRejects['recent'][number][] = [];
  return {
    add: ({ reason, detail, topic, payload, receivedMs }) => {
      total += 1;
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
      recent.unshift({
        receivedMs,
        topic: topic.slice(0, TOPIC_CHARACTERS),
        reason: `${reason}: ${detail}`.slice(0, 500),
        // Four bytes hold at least one character, so this prefix is enough.
        payload: Buffer.from(payload.subarray(0, SHOWN_CHARACTERS * 4))
          .toString('utf8')
          .slice(0, SHOWN_CHARACTERS),
      });
      if (recent.length > KEPT) recent.pop();
    },
    total: () => total,
    list: () => ({
      total,
      recent: [...recent],
      byReason: [...counts].map(([reason, count]) => ({ reason, count })),
    }),
  };
}
