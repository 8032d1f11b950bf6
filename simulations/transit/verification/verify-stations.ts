/**
 * A station through which 20,000 people leave by train, each of its parts made the slowest in turn.
 * Rates are those of GB 50157 as the project's research has them (recalled there): flap gate 1,800
 * persons/h, passage of 1 m 5,000, escalator of 1 m at 0.65 m/s 8,190, stairs of 1 m down 4,200; an
 * A car 310 persons.
 */
import type { TransitElement } from '#contracts';
import type { VerifiedFigure } from '../../verification/figure-input.ts';
import { buildTransitModel } from '../network/build-transit-model.ts';
import { createTransitRun } from '../run/create-transit-run.ts';
import { dwellSeconds } from '../run/dwell-time.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { TRANSIT_PARAMETERS } from '../transit-parameters.ts';
import { createSmallTransit } from './small-transit.ts';

const PEOPLE = 20_000;
const GATE = 1_800 / 60;
const PASSAGE_METRE = 5_000 / 60;
const ESCALATOR = 8_190 / 60;
const STAIRS_METRE = 4_200 / 60;
const TRAIN = 6 * 310;
const FIRST_TRAIN_SECOND = 600;
const TOLERANCE = 0.03;

interface StationCase {
  readonly name: string;
  readonly entrance: number;
  readonly gates: number;
  readonly escalators: number;
  readonly stairs: number;
  readonly headwaySeconds: number;
  readonly platformSquareMetres: number | null;
  /** People/min that the slowest part lets through. */
  readonly slowest: number;
}

const AMPLE = {
  entrance: 8 * PASSAGE_METRE,
  gates: 22 * GATE,
  escalators: 5 * ESCALATOR,
  stairs: 10 * STAIRS_METRE,
  headwaySeconds: 120,
  platformSquareMetres: null,
};

/**
 * What a platform lets through: for every train it fills once while people wait and, when the doors
 * are open long enough for the gates to fill it again, once more while they board.
 */
function platformRate(squareMetres: number, headwaySeconds: number): number {
  const room = squareMetres * TRANSIT_PARAMETERS.fullPlatformPersonsPerSquareMetre;
  const doors = { doors: 30, seats: 336, frontDoor: false };
  const stands = dwellSeconds(TRANSIT_PARAMETERS, doors, 0, room, 0);
  const comes = Math.min(AMPLE.entrance, AMPLE.gates, AMPLE.escalators, AMPLE.stairs) / 60;
  return (room + Math.min(room, comes * stands)) / (headwaySeconds / 60);
}

const CASES: readonly StationCase[] = [
  { ...AMPLE, name: 'entrance', entrance: 3 * PASSAGE_METRE, slowest: 3 * PASSAGE_METRE },
  { ...AMPLE, name: 'gates', gates: 9 * GATE, slowest: 9 * GATE },
  { ...AMPLE, name: 'escalators', escalators: 2 * ESCALATOR, slowest: 2 * ESCALATOR },
  { ...AMPLE, name: 'stairs', stairs: 4 * STAIRS_METRE, slowest: 4 * STAIRS_METRE },
  {
    ...AMPLE,
    name: 'platform',
    platformSquareMetres: 75,
    slowest: platformRate(75, AMPLE.headwaySeconds),
  },
  { ...AMPLE, name: 'trains', headwaySeconds: 360, slowest: TRAIN / 6 },
];

export function verifyStations(): VerifiedFigure[] {
  return CASES.map((station) => {
    const minutes = clearingMinutes(station);
    const theory = PEOPLE / station.slowest;
    return {
      name: `${PEOPLE.toLocaleString('en-US')} people through a station, ${station.name} the slowest`,
      value: minutes,
      unit: 'min',
      asked: { between: [theory * (1 - TOLERANCE), theory * (1 + TOLERANCE)] },
      baseline: {
        what: `min at ${station.slowest.toFixed(1)} persons/min`,
        value: theory,
        source: 'theory',
      },
      note:
        station.name === 'trains'
          ? 'from the first full train to the last, with the headway that the last one fills'
          : 'from the first to the last who steps onto the platform',
    };
  });
}

function clearingMinutes(station: StationCase): number {
  const element = (
    type: TransitElement['type'],
    personsPerMinute: number,
  ): Partial<TransitElement> => ({ type, personsPerMinute });
  const model = buildTransitModel(
    createSmallTransit({
      stations: 2,
      fromSecond: FIRST_TRAIN_SECOND,
      untilSecond: 20_000,
      headwaySeconds: station.headwaySeconds,
      vehicle: { capacityPersons: TRAIN },
      turnBackSeconds: null,
      entrancePersonsPerMinute: station.entrance,
      platformSquareMetres: station.platformSquareMetres,
      elements: [
        element('gates-in', station.gates),
        element('stairs', station.stairs),
        element('escalator', station.escalators),
      ],
    }),
  );
  const run = createTransitRun(model, { startTick: 0, seed: 1 });
  const threshold = 2 * model.entranceCount;
  const crossed = (): number => run.state.elementPassed[threshold] as number;
  const boarded = (): number => run.state.stopBoarded[0] as number;
  // The crowd comes so that trains are already running when it reaches the platform.
  run.advanceTo(ticksFromSeconds(FIRST_TRAIN_SECOND));
  run.enter(0, 1, PEOPLE);
  const byTrain = station.name === 'trains';
  let first = 0;
  let full = 0;
  let last = 0;
  for (let second = FIRST_TRAIN_SECOND + 1; second < 20_000; second += 1) {
    run.advanceTo(ticksFromSeconds(second));
    const done = byTrain ? boarded() : crossed();
    if (first === 0 && done > 0) first = second;
    // The first train that leaves full starts the count: the one before was not yet crowded.
    if (byTrain && full === 0 && (run.state.stopLeftBehind[0] as number) > 0) {
      full = second;
      const left = PEOPLE - done;
      const trains = left / TRAIN;
      const wait = lastBoarding(run, second) - second;
      return ((wait / Math.ceil(trains)) * (PEOPLE / TRAIN)) / 60;
    }
    if (done === PEOPLE) {
      last = second;
      break;
    }
  }
  return (last - first) / 60;
}

/** Second at which the last of the crowd has boarded. */
function lastBoarding(run: ReturnType<typeof createTransitRun>, from: number): number {
  for (let second = from + 1; second < 30_000; second += 1) {
    run.advanceTo(ticksFromSeconds(second));
    if (run.state.stopBoarded[0] === PEOPLE) return second;
  }
  return Number.NaN;
}
