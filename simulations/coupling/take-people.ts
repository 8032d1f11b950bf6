/**
 * Whole people out of a waiting list of entities that may stand for several (1 … 255): entities from
 * the head on, the last one split when it is more than are wanted, exactly as at kerbs and car parks.
 */
import type { EntityPool } from '../kernel/entity-pool.ts';
import { NIL } from '../kernel/entity-pool.ts';
import type { WaitingLists } from '../kernel/waiting-lists.ts';

/** Takes `people` people, or all there are; returns how many. `take` gets each entity, out of the list. */
export function takePeople(
  lists: WaitingLists,
  list: number,
  pool: EntityPool,
  people: number,
  take: (entity: number) => void,
): number {
  let left = people;
  while (left > 0) {
    const first = lists.first(list);
    if (first === NIL) break;
    const here = pool.arrays.people[first] as number;
    const entity = here <= left ? lists.pop(list) : lists.splitFirst(list, left);
    left -= pool.arrays.people[entity] as number;
    take(entity);
  }
  return people - left;
}
