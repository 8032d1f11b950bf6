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
    const entity = here <= left ? lists.pop(list) : splitOff(lists, list, pool, first, left);
    left -= pool.arrays.people[entity] as number;
    take(entity);
  }
  return people - left;
}

function splitOff(
  lists: WaitingLists,
  list: number,
  pool: EntityPool,
  entity: number,
  people: number,
): number {
  const part = pool.allocate();
  const { destination, tag, route, speed, extra, people: peopleOf } = pool.arrays;
  destination[part] = destination[entity] as number;
  tag[part] = tag[entity] as number;
  route[part] = route[entity] as number;
  speed[part] = speed[entity] as number;
  extra[part] = extra[entity] as number;
  peopleOf[part] = people;
  peopleOf[entity] = (peopleOf[entity] as number) - people;
  lists.size[list] = (lists.size[list] as number) - people;
  return part;
}
