/**
 * Who acts on a message: the same people for as long as it is in force. People on their way to a
 * station follow a recommendation, anybody follows a warning; nobody is told twice.
 */
import { hashText } from '#contracts';
import type { Conditions, Message } from './condition-types.ts';

export interface Messages {
  set(conditions: Conditions): void;
  /** [1 after a message has been added, until somebody tells the walkers]. */
  readonly news: Uint8Array;
  /** Index of the station that this entity is told to go to and does, or -1. */
  stationFor(entity: number): number;
  /** The same for somebody who sets out: `draw` is uniform in [0, 1). */
  stationByDraw(draw: number): number;
  isWarned(entity: number): boolean;
  isWarnedByDraw(draw: number): boolean;
}

export function createMessages(): Messages {
  let recommended: readonly Message[] = [];
  let warned: readonly Message[] = [];
  let known = new Set<string>();
  const news = new Uint8Array(1);

  /** Uniform in [0, 1), for one person and one message. */
  const chance = (entity: number, message: Message): number =>
    hashText(`${message.id}:${entity}`) / 4294967296;

  return {
    news,
    set: (conditions) => {
      recommended = conditions.recommended;
      warned = conditions.warned;
      const now = new Set([...recommended, ...warned].map((message) => message.id));
      if ([...now].some((id) => !known.has(id))) news[0] = 1;
      known = now;
    },
    stationFor: (entity) =>
      recommended.find((message) => chance(entity, message) < message.share)?.place ?? -1,
    stationByDraw: (draw) => {
      // Far digits of the draw: the near ones choose the entrance.
      const own = (draw * 65_536) % 1;
      let sum = 0;
      for (const message of recommended) {
        sum += message.share;
        if (own < sum) return message.place;
      }
      return -1;
    },
    isWarned: (entity) => warned.some((message) => chance(entity, message) < message.share),
    isWarnedByDraw: (draw) => {
      const own = (draw * 65_536) % 1;
      return warned.some((message) => own < message.share);
    },
  };
}
