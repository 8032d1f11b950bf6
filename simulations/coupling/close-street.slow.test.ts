import { describe, expect, it } from 'vitest';
import {
  type DistrictNetworks,
  type Measure,
  measureIdSchema,
  streetLinkIdSchema,
} from '#contracts';
import { createDistrictRun } from '../district/create-district-run.ts';
import type { DistrictRun } from '../district/run-types.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from '../verification/example-input.ts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { runCrossing } from '../verification/run-crossing.ts';
import { createCoupledLine } from './coupled-district.ts';
import { coupledLedger, ledgerGaps } from './coupled-ledger.ts';
import { createTransitStations } from './create-transit-stations.ts';

const MINUTE = 60_000;
const START_MS = EXAMPLE_END_MS - 20 * MINUTE;
const UNTIL_MS = EXAMPLE_END_MS + 25 * MINUTE;

/** The grid with pavements that know which street they run along, narrow along the one to be closed. */
function createStreets(): DistrictNetworks {
  const grid = createGridDistrict({ walkWidthMetres: 6 });
  const isOn = (p: readonly number[], a: readonly number[], b: readonly number[]): boolean => {
    const [x = 0, y = 0] = p;
    const [ax = 0, ay = 0] = a;
    const [bx = 0, by = 0] = b;
    const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    const between = (x - ax) * (x - bx) + (y - ay) * (y - by);
    return Math.abs(cross) < 1e-6 && between <= 1e-6;
  };
  const links = grid.walk.links.map((walk) => {
    const streetLinks = grid.street.links.flatMap(({ line }, index) => {
      const [a, b] = [line[0], line[line.length - 1]];
      return a && b && walk.line.every((point) => isOn(point, a, b)) ? [index] : [];
    });
    const isNarrow = streetLinks.some((index) => isToBeClosed(grid, index));
    return { ...walk, streetLinks, widthMetres: isNarrow ? 2 : walk.widthMetres };
  });
  return { ...grid, walk: { ...grid.walk, links } };
}

/** From beside the east gate to the station east of it, both directions. */
function isToBeClosed(grid: DistrictNetworks, street: number): boolean {
  const link = grid.street.links[street];
  return [link?.from, link?.to].every((node) => {
    const [x, y] = grid.street.nodes[node ?? -1]?.point ?? [0, 0];
    return y === 800 && (x === 1000 || x === 1200);
  });
}

const networks = createStreets();
const model = buildDistrictModel(networks);
const closed = networks.street.links.flatMap((_, index) =>
  isToBeClosed(networks, index) ? [index] : [],
);
const along = networks.walk.links.flatMap(({ streetLinks }, index) =>
  streetLinks.some((street) => closed.includes(street)) ? [index] : [],
);

interface Flows {
  readonly closedVehicles: number;
  readonly otherVehicles: number;
  readonly walkers: number;
  /** On all footways, of everybody, per person released. */
  readonly walkSeconds: number;
  /** At the station at the street's end. */
  readonly entered: number;
}

function leave(type: 'close-street' | 'give-street-to-walkers' | undefined): Flows {
  const measures: Measure[] = closed.flatMap((index) => {
    const link = networks.street.links[index];
    if (!type || !link) return [];
    const id = measureIdSchema.parse(`close-${index}`);
    return [{ id, type, link: link.id, fromMs: START_MS, untilMs: UNTIL_MS }];
  });
  const metro = createTransitStations({
    transit: createCoupledLine(),
    startMs: START_MS,
    timeZone: 'Asia/Shanghai',
    seed: 1,
  });
  const input = exampleInput({ startMs: START_MS, events: [exampleEvent(30_000, 3)], measures });
  const run = createDistrictRun(model, input, { stations: metro.stations });
  let personSeconds = 0;
  for (let ms = START_MS + 5_000; ms <= UNTIL_MS; ms += 5_000) {
    run.advanceTo(ms);
    for (const persons of run.counts.walkPersons) personSeconds += 5 * persons;
    if (ms % MINUTE === 0) expect(ledgerGaps(coupledLedger(run, metro))).toEqual([0, 0]);
  }
  const walkers = sumOf(run, along);
  const out = (isClosed: boolean): number =>
    run.counts.streetOutTotal.reduce(
      (sum, count, link) => (closed.includes(link) === isClosed ? sum + count : sum),
      0,
    );
  return {
    closedVehicles: out(true),
    otherVehicles: out(false),
    walkers,
    walkSeconds: personSeconds / coupledLedger(run, metro).released,
    entered: run.counts.stationEntriesTotal[1] ?? 0,
  };
}

const sumOf = ({ counts }: DistrictRun, links: readonly number[]): number =>
  links.reduce(
    (sum, link) =>
      sum + (counts.walkForwardTotal[link] ?? 0) + (counts.walkBackwardTotal[link] ?? 0),
    0,
  );

describe('a street closed to cars', () => {
  it('moves its vehicles to other links, and given to walkers it speeds them up', () => {
    expect(closed).toHaveLength(2);
    expect(along).toHaveLength(2);
    const open = leave(undefined);
    const shut = leave('close-street');
    const given = leave('give-street-to-walkers');
    // As long as it is closed nobody drives there; who wanted to, drives over other links.
    expect(open.closedVehicles).toBeGreaterThan(50);
    expect(shut.closedVehicles).toBe(0);
    expect(given.closedVehicles).toBe(0);
    expect(shut.otherVehicles).toBeGreaterThan(open.otherVehicles);
    // Nobody walks on the carriageway yet, and the grid's crossings have no vehicles to wait for.
    expect(shut.walkSeconds).toBe(open.walkSeconds);
    // The pavements were the narrowest place of one of four ways from the venue: 2 m become 8.5 m each.
    expect(given.walkSeconds).toBeLessThan(0.97 * open.walkSeconds);
    expect(given.walkers).toBeGreaterThan(1.05 * open.walkers);
    expect(given.entered).toBeGreaterThan(1.05 * open.entered);
  });

  it('shortens the wait of people who cross it where there is no signal', () => {
    const wait = (measures: readonly Measure[]): { seconds: number; crossed: number } => {
      const crossing = runCrossing({
        facility: 'crossing',
        lengthMetres: 16,
        widthMetres: 5,
        gateWidthMetres: 3,
        people: 1_500,
        street: 1,
        measures,
      });
      let personSeconds = 0;
      for (let second = -600; second <= 1_200; second += 1) {
        crossing.advanceTo(second);
        personSeconds += crossing.run.counts.walkPersons[1] as number;
      }
      return { seconds: personSeconds / crossing.crossed(), crossed: crossing.crossed() };
    };
    const open = wait([]);
    const shut = wait([
      {
        id: measureIdSchema.parse('close'),
        type: 'close-street',
        link: streetLinkIdSchema.parse('before'),
        fromMs: EXAMPLE_END_MS - 20 * MINUTE,
        untilMs: EXAMPLE_END_MS + 60 * MINUTE,
      },
    ]);
    expect(open.crossed).toBeGreaterThan(1_000);
    expect(shut.seconds).toBeLessThan(open.seconds);
    expect(shut.crossed).toBeGreaterThanOrEqual(open.crossed);
  });
});
