import { expect, test } from 'vitest';
import { measureSchema, type NamedLines, transitPatternIdSchema } from '#contracts';
import { faultOfMeasure } from '../plans/plan-book.ts';
import { proposeMeasures } from './propose-measures.ts';
import { stadiumEvent, stadiumNetworks, stadiumOutcomes } from './sample-stadium.ts';

const proposals = proposeMeasures(stadiumNetworks, stadiumEvent, stadiumOutcomes, [], null);
const typesOf = (key: string) =>
  proposals.filter((p) => p.key.startsWith(key)).flatMap((p) => p.measures.map((m) => m.type));

test('every kind of intervention that the place allows is proposed, at most eight', () => {
  expect(proposals.length).toBeLessThanOrEqual(8);
  expect(new Set(proposals.flatMap((p) => p.measures.map((m) => m.type)))).toEqual(
    new Set([
      'meter-gate',
      'give-street-to-walkers',
      'extra-trains',
      'close-entrance',
      'shift-green',
      'close-street',
      'post-staff',
    ]),
  );
});

test('every proposed measure fits its schema and the district, and ends after it begins', () => {
  for (const measure of proposals.flatMap((proposal) => proposal.measures)) {
    expect(measureSchema.parse(measure)).toEqual(measure);
    expect(faultOfMeasure(measure, stadiumNetworks)).toBeNull();
  }
});

test('metering halves 60 persons/min/m of the gate nearest to the worst place', () => {
  const [metered] = proposals.filter((p) => p.key === 'meter-gates').flatMap((p) => p.measures);
  expect(metered).toMatchObject({ type: 'meter-gate', gate: 'g2', personsPerMinute: 150 });
});

test('more green goes to the phase that leads away from the venue', () => {
  // Link s0 starts at the venue and is in phase 1.
  expect(proposals.find((p) => p.key === 'green')?.measures[0]).toMatchObject({ phase: 1 });
});

test('a quiet evening needs no trains and no staff', () => {
  const calm = { low: 0, median: 0, high: 0 };
  const quiet = proposeMeasures(
    stadiumNetworks,
    stadiumEvent,
    {
      ...stadiumOutcomes,
      peakStationQueue: { persons: calm, station: null },
      worstPlaces: stadiumOutcomes.worstPlaces.map((p) => ({ ...p, personsPerSquareMetre: calm })),
    },
    [],
    null,
  );
  const types = quiet.flatMap((p) => p.measures.map((m) => m.type));
  expect(types).not.toContain('extra-trains');
  expect(types).not.toContain('post-staff');
  expect(typesOf('staff')).toContain('post-staff');
});

test('an event at an unknown venue gets no advice', () => {
  const elsewhere = { ...stadiumEvent, venue: 'x' as typeof stadiumEvent.venue };
  expect(proposeMeasures(stadiumNetworks, elsewhere, stadiumOutcomes, [], null)).toEqual([]);
});

test('a gate that somebody steers already is left alone', () => {
  const metered = proposals.filter((p) => p.key === 'meter-gates').flatMap((p) => p.measures);
  const again = proposeMeasures(stadiumNetworks, stadiumEvent, stadiumOutcomes, metered, null);
  const gates = again.flatMap((p) => p.measures.flatMap((m) => ('gate' in m ? [m.gate] : [])));
  expect(gates.map(String)).toEqual(['g1', 'g1']);
});

test('reserve trains are offered by where they go, in both languages, not by an id', () => {
  const station = stadiumNetworks.stations[0];
  if (!station) throw new Error('the stadium of this test has a station');
  const names = ['甲', '乙', '丙'].map((zh, at) => ({
    name: { zh, en: ['A', 'B', 'C'][at] ?? '' },
  }));
  const pattern = (id: string, stops: number[], loop = false) => ({
    ...{ id: transitPatternIdSchema.parse(id), line: 0, headsign: '', stops, loop },
  });
  const lines: NamedLines = {
    lines: [{ name: { zh: '11号线', en: 'Line 11' } }],
    patterns: [
      pattern('p-south', [0, 1]),
      pattern('p-branch', [2, 1]),
      pattern('p-north', [1, 0]),
      pattern('p-round', [0, 1, 2], true),
    ],
    stops: [{ station: 0 }, { station: 1 }, { station: 2 }],
    stations: names,
  };
  const titleOf = (id: string) => {
    const people = { low: 900, median: 1000, high: 1100 };
    const worstStop = {
      station: station.id,
      pattern: transitPatternIdSchema.parse(id),
      leftBehind: people,
    };
    const transit = { leftBehind: people, withoutTrain: people, worstStop, peakPlatform: null };
    const found = proposeMeasures(
      stadiumNetworks,
      stadiumEvent,
      { ...stadiumOutcomes, transit },
      [],
      lines,
    );
    return found.find(({ measures }) => measures[0]?.type === 'add-trains')?.title;
  };
  expect(titleOf('p-south')?.en).toMatch(/\(Line 11 from A to B\)$/);
  expect(titleOf('p-branch')?.zh).toContain('（11号线丙往乙）');
  expect(titleOf('p-north')?.en).toMatch(/\(Line 11 to A\)$/);
  expect(titleOf('p-round')?.en).toMatch(/\(Line 11 via B\)$/);
  expect(titleOf('unknown')).toBeUndefined();
});
