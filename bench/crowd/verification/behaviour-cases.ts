/** Companies and reduced mobility. */
import { constantOf, rectangleShape, segmentShape, uniformOf } from '#contracts';
import {
  type CaseFigure,
  greatestOf,
  meanOf,
  spreadNote,
  sumOf,
  type VerificationCase,
} from './case-types.ts';
import { finish, outlineShape, scenarioOf } from './run-scenario.ts';

export const groups: VerificationCase = {
  key: 'groups',
  tests: ['NIST 2.9'],
  title: 'Companies arrive together',
  setup:
    'Corridor 60 × 4 m with a door of 1 m half-way, 20 persons with free speeds uniform in 0.8–1.5 m/s: four companies of five; the same people alone for comparison.',
  seeds: 50,
  variants: ['companies', 'alone'],
  measure: (variant, seed) => {
    const outline = [
      [0, 0],
      [30, 0],
      [30, 1.5],
      [30.2, 1.5],
      [30.2, 0],
      [60, 0],
      [60, 4],
      [30.2, 4],
      [30.2, 2.5],
      [30, 2.5],
      [30, 4],
      [0, 4],
    ] as const;
    const run = finish(
      scenarioOf({
        levels: [{ id: 'floor', walkable: outlineShape(outline) }],
        exits: [{ id: 'end', level: 'floor', area: rectangleShape(59, 0, 60, 4) }],
        people: [0, 1, 2, 3].map((k) => ({
          id: `company ${k}`,
          level: 'floor',
          area: rectangleShape(0.2 + 3 * k, 0.5, 2.8 + 3 * k, 3.5),
          count: 5,
          freeSpeed: uniformOf(0.8, 1.5),
          companySize: variant === 'companies' ? 5 : 1,
          journey: [{ type: 'exit' as const, exits: ['end'] }],
        })),
      }),
      seed,
    );
    const spreads = [0, 1, 2, 3].map((k) => {
      const arrivals = [...run.arrays.arrivedSeconds].slice(5 * k, 5 * k + 5);
      return Math.max(...arrivals) - Math.min(...arrivals);
    });
    return { spreads };
  },
  judge: (samples) => {
    const together = samples.lists('companies', 'spreads');
    const alone = samples.lists('alone', 'spreads');
    return [
      {
        name: 'first to last arrival of a company, greatest',
        value: greatestOf(together),
        unit: 's',
        asked: { atMost: 10 },
        source: 'NIST TN 1822, 2.9; 10 s as in the tests of JuPedSim',
        note: `mean ${meanOf(together).toFixed(1)} s, ${together.length} companies`,
      },
      {
        name: 'the same people alone, mean',
        value: meanOf(alone),
        unit: 's',
        asked: { atLeast: 10 },
        source: 'without companies they must draw apart, or the test shows nothing',
        note: spreadNote(alone),
      },
    ];
  },
};

export const disability: VerificationCase = {
  key: 'movement disability',
  tests: ['NIST 2.10'],
  title: 'Reduced mobility',
  setup:
    'Two levels joined by a stair 2 m wide and a ramp 1.5 m wide beside it, 24 persons of 1.25 m/s and one behind whom nobody must wait: a wheelchair of 0.35 m radius and 0.4 m/s that uses no stairs. The same person without the disability for comparison.',
  seeds: 50,
  variants: ['wheelchair', 'able'],
  measure: (variant, seed) => {
    const isWheelchair = variant === 'wheelchair';
    const journey = [{ type: 'exit' as const, exits: ['end'] }];
    let onStair = 0;
    const run = finish(
      scenarioOf({
        levels: [
          { id: 'west', walkable: rectangleShape(0, 0, 12, 6) },
          { id: 'east', walkable: rectangleShape(18, 0, 30, 6) },
        ],
        stairs: [
          {
            id: 'stair',
            kind: 'stair',
            area: rectangleShape(12, 0.5, 18, 2.5),
            riseMetres: 0.5,
            lower: { level: 'west', edge: segmentShape(12, 0.5, 12, 2.5) },
            upper: { level: 'east', edge: segmentShape(18, 0.5, 18, 2.5) },
          },
          {
            id: 'ramp',
            kind: 'ramp',
            area: rectangleShape(12, 4, 18, 5.5),
            riseMetres: 0.5,
            lower: { level: 'west', edge: segmentShape(12, 4, 12, 5.5) },
            upper: { level: 'east', edge: segmentShape(18, 4, 18, 5.5) },
          },
        ],
        exits: [{ id: 'end', level: 'east', area: rectangleShape(29, 0, 30, 6) }],
        people: [
          {
            id: 'others',
            level: 'west',
            area: rectangleShape(0, 0, 5, 6),
            count: 24,
            freeSpeed: constantOf(1.25),
            journey,
          },
          {
            id: 'one',
            level: 'west',
            positions: [[7, 3]],
            radius: constantOf(isWheelchair ? 0.35 : 0.16),
            freeSpeed: constantOf(isWheelchair ? 0.4 : 1.25),
            usesStairs: !isWheelchair,
            journey,
          },
        ],
      }),
      seed,
      (now) => {
        if (now.arrays.plane[24] === 2) onStair += 1;
      },
    );
    const own = run.arrays.arrivedSeconds[24] ?? Number.NaN;
    const overtook = [...run.arrays.arrivedSeconds]
      .slice(0, 24)
      .filter((seconds) => seconds < own).length;
    return { own, overtook, onStair, left: run.counts().underWay };
  },
  judge: (samples): readonly CaseFigure[] => {
    const slow = samples.numbers('wheelchair', 'own');
    const able = samples.numbers('able', 'own');
    return [
      {
        name: 'arrival of the wheelchair over that of the able person',
        value: meanOf(slow) / meanOf(able),
        unit: '',
        asked: { atLeast: 1.5 },
        source:
          'NIST TN 1822, 2.10: slower; 23 m at 0.4 m/s take three times as long as at 1.25 m/s',
        note: `${meanOf(slow).toFixed(1)} and ${meanOf(able).toFixed(1)} s`,
      },
      {
        name: 'of 24, those who overtake the wheelchair, mean',
        value: meanOf(samples.numbers('wheelchair', 'overtook')),
        unit: 'persons',
        asked: { atLeast: 23.5 },
        source: 'ISO 20414: all 24 overtake the one',
      },
      {
        name: 'steps of the wheelchair on the stair',
        value: sumOf(samples.numbers('wheelchair', 'onStair')),
        unit: 'steps',
        asked: { atMost: 0 },
        source: 'it keeps to the ramp',
      },
      {
        name: 'people who did not arrive',
        value: sumOf(samples.numbers('wheelchair', 'left')),
        unit: 'persons',
        asked: { atMost: 0 },
        source: 'all',
      },
    ];
  },
};
