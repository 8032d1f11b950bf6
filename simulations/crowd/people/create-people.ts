/** Draws the people of a scenario: positions, speeds, sizes and start times, each from its own stream. */
import { type CrowdPeople, type CrowdScenario, constantOf, createRandom } from '#contracts';
import type { CrowdParameters } from '../crowd-types.ts';
import { PERSON_STATE } from '../crowd-types.ts';
import { CARRIED_EFFECTS } from '../parameters/carried-things.ts';
import { ringsOf } from '../space/plane-geometry.ts';
import { bucketAt, type Space } from '../space/space-types.ts';
import type { CrowdState } from '../step/crowd-state.ts';
import { drawValue } from './draw-value.ts';
import { createPlacer, LARGEST_RADIUS_METRES, type Placer, type Standing } from './place-people.ts';

export function countPeople(scenario: CrowdScenario): number {
  return scenario.people.reduce((sum, people) => sum + countOf(people), 0);
}

function countOf(people: CrowdPeople): number {
  return people.positions?.length ?? people.count ?? 0;
}

/** Fills the state; answers with what does not fit. */
export function createPeople(
  scenario: CrowdScenario,
  seed: number,
  space: Space,
  parameters: CrowdParameters,
  state: CrowdState,
): readonly string[] {
  const placer = createPlacer(space, state.barrierClosed);
  const problems: string[] = [];
  let person = 0;
  let company = 0;
  scenario.people.forEach((people, index) => {
    const count = countOf(people);
    const random = createRandom(seed, `crowd people ${people.id}`);
    const speed = people.freeSpeed ?? { type: 'normal' as const, ...parameters.freeSpeed };
    const size = people.radius ?? { type: 'uniform' as const, ...parameters.radius };
    const delay = people.preMovementSeconds ?? constantOf(0);
    const carried = CARRIED_EFFECTS[people.carrying];
    // Wider than the model can place (LARGEST_RADIUS_METRES) nobody gets by carrying something.
    const radii = Array.from({ length: count }, () =>
      Math.min(LARGEST_RADIUS_METRES, carried.radius * drawValue(size, random)),
    );
    const isThere =
      people.startSeconds === 0 && people.arrivalsPerSecond === undefined && !people.fromPortal;
    for (let k = 0; k < count; k += 1) {
      const at = person + k;
      const arrival = people.arrivalsPerSecond === undefined ? 0 : k / people.arrivalsPerSecond;
      state.radius[at] = radii[k] ?? 0;
      state.freeSpeed[at] = carried.freeSpeed * drawValue(speed, random);
      state.setOffSeconds[at] = people.startSeconds + arrival + drawValue(delay, random);
      // Until the person comes in, `waitUntil` holds the time of coming.
      state.waitUntil[at] = people.fromPortal ? Infinity : people.startSeconds + arrival;
      state.people[at] = index;
      state.company[at] =
        people.companySize > 1 ? company + Math.floor(k / people.companySize) : -1;
      state.plane[at] = scenario.levels.findIndex((level) => level.id === people.level);
      state.state[at] = isThere ? PERSON_STATE.resting : PERSON_STATE.outside;
    }
    if (people.companySize > 1) company += Math.ceil(count / people.companySize);
    const problem = isThere
      ? stand(people, state, space, person, radii, placer, random)
      : undefined;
    if (problem !== undefined) problems.push(`people.${people.id}: ${problem}`);
    person += count;
  });
  state.anchorX.set(state.x);
  state.anchorY.set(state.y);
  return problems;
}

function stand(
  people: CrowdPeople,
  state: CrowdState,
  space: Space,
  first: number,
  radii: readonly number[],
  placer: Placer,
  random: ReturnType<typeof createRandom>,
): string | undefined {
  const plane = state.plane[first] ?? 0;
  if (people.positions !== undefined) {
    for (const [k, [x, y]] of people.positions.entries()) {
      const radius = radii[k] ?? 0;
      if (!placer.fits(plane, x, y, radius)) {
        return `position ${k} (${x}, ${y}) lies in a wall, in another person or outside the walkable area of level ${people.level}; a body of ${radius.toFixed(2)} m radius needs room`;
      }
      placer.add({ x, y, radius, plane });
      state.x[first + k] = x;
      state.y[first + k] = y;
    }
    return undefined;
  }
  if (people.area === undefined) return undefined;
  const places = placer.findAll(ringsOf(people.area), plane, radii, random);
  if (places.length < radii.length) {
    return `expected room for ${radii.length} people in the area on level ${people.level}, found room for ${places.length}; make the area larger or the people fewer`;
  }
  // Numbered along the floor: who is near in the room is near in memory, which a step of many people
  // needs more than anything else (a third of the time of 20,000), and companies begin together.
  const own = space.planes[plane];
  const bucketOf = ({ x, y }: Standing): number => (own === undefined ? 0 : bucketAt(own, x, y));
  const sorted = places
    .map((place) => ({ place, bucket: bucketOf(place) }))
    .sort((a, b) => a.bucket - b.bucket);
  sorted.forEach(({ place }, k) => {
    state.x[first + k] = place.x;
    state.y[first + k] = place.y;
    state.radius[first + k] = place.radius;
  });
  return undefined;
}
