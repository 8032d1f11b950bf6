import { expect, test } from 'vitest';
import { createDistrictRun } from '../district/create-district-run.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import {
  allowedSeconds,
  CORRIDOR,
  corridorInput,
  corridorRegion,
  corridorSeconds,
  startCorridor,
  traceCorridor,
} from '../verification/corridor-region.ts';
import { createCrossingDistrict } from '../verification/crossing-district.ts';
import { EXAMPLE_END_MS } from '../verification/example-input.ts';
import { stateBytes } from '../verification/verify-district.ts';
import { joinRegion } from './join-region.ts';
import { RegionError } from './region-types.ts';

test.each([0.3, 0.6])('at %d persons/(m·s) both resolutions take the same time', (specificFlow) => {
  const options = { specificFlow, seconds: 400 };
  const coarse = traceCorridor(options, false);
  const fine = traceCorridor(options, true);
  const seconds = corridorSeconds(coarse, 150, 380);
  const allowed = allowedSeconds(seconds);
  expect(Math.abs(corridorSeconds(fine, 150, 380) - seconds)).toBeLessThan(allowed);
  // Behind the corridor the curves differ by at most the flow in that time, and by one second's
  // flow and the few who may stand at the edge.
  const flow = specificFlow * CORRIDOR.widthMetres;
  const most = Math.max(...coarse.behind.map((n, i) => Math.abs(n - (fine.behind[i] ?? 0))));
  expect(most).toBeLessThanOrEqual(flow * (allowed + 1) + 3);
  expect(fine.violations).toBe(0);
});

test('the flow does not jump at the border: who has left the lane is in the region', () => {
  const options = { specificFlow: 0.9, seconds: 300 };
  const coarse = traceCorridor(options, false);
  const fine = traceCorridor(options, true);
  // In front of the corridor nobody notices which model walks behind the border.
  const most = Math.max(...coarse.into.map((n, i) => Math.abs(n - (fine.into[i] ?? 0))));
  expect(most).toBeLessThanOrEqual(2 * 0.9 * CORRIDOR.widthMetres);
});

test('groups, streams against each other: nobody is lost or doubled in any second', () => {
  const options = { specificFlow: 0.5, seconds: 150, groupSizeMean: 1.11, coming: 3000 };
  const trace = traceCorridor(options, true);
  expect(trace.violations).toBe(0);
  const { walkForwardTotal, walkBackwardTotal } = trace.run.counts;
  expect(walkForwardTotal[2]).toBeGreaterThan(100);
  expect(walkBackwardTotal[0]).toBeGreaterThan(50);
});

test('saved and restored into another run, region and network go on with the same bytes', () => {
  const options = { specificFlow: 0.6, seconds: 200, groupSizeMean: 1.11, coming: 800 };
  const first = startCorridor(options, true);
  first.advanceTo(EXAMPLE_END_MS + 150_000);
  const other = startCorridor(options, true);
  other.restore(first.save());
  for (const second of [150, 151, 260]) {
    first.advanceTo(EXAMPLE_END_MS + second * 1000);
    other.advanceTo(EXAMPLE_END_MS + second * 1000);
    expect(stateBytes(other)).toBe(stateBytes(first));
  }
});

const district = buildDistrictModel(
  createCrossingDistrict({
    facility: 'square',
    lengthMetres: CORRIDOR.lengthMetres,
    widthMetres: CORRIDOR.widthMetres,
    gateWidthMetres: 1,
  }),
);
const plain = { specificFlow: 0.5, seconds: 60 };

test.each([
  ['a way out without a portal', { portals: [{ node: 1, ring: 0, edge: 3 }] }, /node 2: link last/],
  ['a link that is not there', { links: [1, 99] }, /no walk link 99/],
  ['no link', { links: [] }, /at least one/],
  [
    'an edge that the floor does not have',
    {
      portals: [
        { node: 1, ring: 0, edge: 3 },
        { node: 2, ring: 0, edge: 7 },
      ],
    },
    /no edge 7 in ring 0/,
  ],
  [
    'a portal away from the region',
    {
      portals: [
        { node: 1, ring: 0, edge: 3 },
        { node: 2, ring: 0, edge: 1 },
        { node: 3, ring: 0, edge: 0 },
      ],
    },
    /node 3 is at no link/,
  ],
])('a region with %s is refused with the place', (_name, region, message) => {
  const start = (): unknown =>
    createDistrictRun(district, corridorInput(plain), {
      area: joinRegion(corridorRegion({ ...plain, region })),
    });
  expect(start).toThrow(RegionError);
  expect(start).toThrow(message);
});
