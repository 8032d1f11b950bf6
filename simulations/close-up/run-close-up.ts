/**
 * A few minutes of one member of an ensemble with a place walked person by person. The member runs
 * as it does in the ensemble until shortly before the window; there the region is joined to it, and
 * the frames are taken from the joined run. The member alone runs on beside it, so that the answer
 * can say by how much the two differ.
 */
import {
  CLOSE_UP_FRAME_MS,
  type CloseUpPerson,
  type CloseUpScene,
  type CloseUpTotals,
  encodeCloseUpFrame,
  encodeCloseUpMinute,
  type Polygon,
} from '#contracts';
import { createLinedRun } from '../coupling/create-lined-run.ts';
import { createDistrictRun } from '../district/create-district-run.ts';
import type { DistrictPorts } from '../district/run-ports.ts';
import type { DistrictRun } from '../district/run-types.ts';
import type { EnsembleHooks, EnsembleRequest, EnsembleWorld } from '../ensemble/ensemble-types.ts';
import { perturbInput } from '../ensemble/perturb-input.ts';
import { beginOf } from '../ensemble/run-member.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { compileRegion } from '../portals/compile-region.ts';
import { joinRegion, type RegionView } from '../portals/join-region.ts';
import { type RegionPlace, regionAround } from '../portals/region-around.ts';
import type { MicroRegion } from '../portals/region-types.ts';
import { describeScene } from './describe-scene.ts';
import { createLocalDensity } from './local-density.ts';
import { measuredWalkLinks } from './measured-links.ts';
import { type StreetsAround, streetsAround } from './streets-around.ts';

const MINUTE_MS = 60_000;
/**
 * The region is joined, empty, at the last minute at which hardly anybody was on its ways, and at
 * least this long before the first frame: whoever is there walks on in the network. A slow walker
 * needs three minutes for the longest way that a region takes (90 m at 0.5 m/s).
 */
const LEAD_MS = 3 * MINUTE_MS;
const QUIET_PERSONS = 30;

export interface CloseUpJob {
  readonly request: EnsembleRequest;
  readonly member: number;
  readonly place: RegionPlace;
  /** Whole minutes, within the ensemble's frames. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly radiusMetres?: number;
  readonly buildings: readonly Polygon[];
}

export type CloseUpRun =
  | { readonly state: 'cancelled' }
  | {
      readonly state: 'done';
      readonly scene: CloseUpScene;
      /** Encoded, a minute each. */
      readonly minutes: readonly Uint8Array[];
      readonly totals: CloseUpTotals;
      readonly mostPersons: number;
    };

/** Throws a `RegionError` that names the place when it cannot be walked person by person. */
export function runCloseUp(
  model: DistrictModel,
  job: CloseUpJob,
  hooks: EnsembleHooks = {},
  { lines = null }: EnsembleWorld = {},
): CloseUpRun {
  const { request, fromMs, untilMs } = job;
  const perturbed = perturbInput(request.input, request.input.seed, job.member);
  const beginMs = beginOf(perturbed, request.warmupSeconds);
  const input = { ...perturbed, startMs: beginMs };
  const region = regionAround(model, job.place, {
    ...(job.radiusMetres === undefined ? {} : { radiusMetres: job.radiusMetres }),
    buildings: job.buildings,
    keepInNetwork: measuredWalkLinks(model.networks, request.input.measures),
  });
  /** The member alone costs little beside the region's seconds. */
  const shareAlone = 0.1;
  const isStopped = (share: number): boolean => {
    hooks.onProgress?.(share);
    return hooks.isCancelled?.() ?? false;
  };
  const begin = (ports: Omit<DistrictPorts, 'stations'>): DistrictRun =>
    lines ? createLinedRun(model, input, lines, ports).run : createDistrictRun(model, input, ports);
  const alone = begin({});
  const countOnLinks = (one: DistrictRun): number =>
    region.links.reduce((sum, link) => sum + (one.counts.walkPersons[link] as number), 0);
  let joint = alone.save();
  for (let ms = beginMs; ms <= untilMs; ms += MINUTE_MS) {
    alone.advanceTo(ms);
    const isQuiet = ms <= fromMs - LEAD_MS && countOnLinks(alone) <= QUIET_PERSONS;
    if (isQuiet) joint = alone.save();
    if (isStopped((shareAlone * (ms - beginMs)) / (untilMs - beginMs)))
      return { state: 'cancelled' };
  }
  const joinMs = joint.timeMs;
  const described = describeScene(model, region, job.buildings);
  const around = streetsAround(model, region, described.scene.origin, alone);
  const { streets, signals } = around;
  const scene: CloseUpScene = { ...described.scene, streets, signals };

  let joined: RegionView | null = null;
  const run = begin({
    area: joinRegion(region, {
      onJoin: (view) => {
        joined = view;
      },
    }),
  });
  run.restore(joint);
  const takeFrame = createFrameTaker(floorWithNiches(region, model), {
    scene,
    classOfPlace: described.classOfPlace,
    around,
  });
  const minutes: Uint8Array[] = [];
  let frames: Uint8Array[] = [];
  let mostPersons = 0;
  let notYetHandedOver = 0;
  for (let ms = joinMs; ms < untilMs; ms += CLOSE_UP_FRAME_MS) {
    run.advanceTo(ms);
    checkLedger(run);
    const view = joined as RegionView | null;
    if (!view) throw new Error('close-up: the run has joined no region');
    if (ms === fromMs) notYetHandedOver = countOnLinks(run) - insideOf(view);
    if (ms >= fromMs) {
      mostPersons = Math.max(mostPersons, insideOf(view));
      frames.push(takeFrame(view, run));
    }
    if ((ms + CLOSE_UP_FRAME_MS) % MINUTE_MS !== 0) continue;
    if (frames.length > 0) {
      minutes.push(
        encodeCloseUpMinute(
          ms + CLOSE_UP_FRAME_MS - MINUTE_MS,
          { portals: scene.portals.length, signals: signals.length },
          frames,
        ),
      );
    }
    frames = [];
    const part = (ms - joinMs) / (untilMs - joinMs);
    if (isStopped(shareAlone + (1 - shareAlone) * part)) return { state: 'cancelled' };
  }
  run.advanceTo(untilMs);
  checkLedger(run);
  const both = (of: (one: DistrictRun) => number) => ({ closeUp: of(run), network: of(alone) });
  return {
    state: 'done',
    scene,
    minutes,
    mostPersons,
    totals: {
      outOfGates: both((one) => sumOf(one.counts.gateOutTotal)),
      stationEntries: both((one) => sumOf(one.counts.stationEntriesTotal)),
      arrived: both((one) => one.ledger().people.arrived),
      notYetHandedOver,
    },
  };
}

/** Whoever waits at an opening for the lane behind it stands in its niche. */
function floorWithNiches(region: MicroRegion, model: DistrictModel): Polygon {
  const shape = compileRegion(region, model).scenario.levels[0]?.walkable;
  return shape?.type === 'Polygon' ? shape.coordinates : region.floor;
}

function createFrameTaker(
  floor: Polygon,
  {
    scene,
    classOfPlace,
    around: streets,
  }: {
    readonly scene: CloseUpScene;
    readonly classOfPlace: Uint8Array;
    readonly around: StreetsAround;
  },
): (view: RegionView, run: DistrictRun) => Uint8Array {
  const density = createLocalDensity(floor);
  let x = new Float64Array(1024);
  let y = new Float64Array(1024);
  let around = new Float64Array(1024);
  const [east, north] = scene.origin;
  return (view, run) => {
    const people: { serial: number; destination: number }[] = [];
    view.eachPerson((serial, xMetres, yMetres, place) => {
      const index = people.push({ serial, destination: classOfPlace[place] as number }) - 1;
      if (index === x.length) {
        x = grown(x);
        y = grown(y);
        around = new Float64Array(x.length);
      }
      x[index] = xMetres;
      y[index] = yMetres;
    });
    density.measure(x, y, people.length, around);
    return encodeCloseUpFrame({
      inside: insideOf(view),
      inTotal: view.inTotal,
      outTotal: view.outTotal,
      people: people.map(
        (person, index): CloseUpPerson => ({
          ...person,
          xMetres: (x[index] as number) - east,
          yMetres: (y[index] as number) - north,
          personsPerSquareMetre: around[index] as number,
        }),
      ),
      vehicles: streets.vehiclesOf(run),
      lights: streets.lightsOf(run),
    });
  };
}

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(2 * values.length);
  more.set(values);
  return more;
}

const sumOf = (values: Uint32Array): number => values.reduce((sum, value) => sum + value, 0);

/** Whoever came in and has not gone out. */
const insideOf = (view: RegionView): number => sumOf(view.inTotal) - sumOf(view.outTotal);

function checkLedger(run: DistrictRun): void {
  const { people } = run.ledger();
  if (people.released === people.arrived + people.underWay) return;
  throw new Error(
    `close-up: ${people.released} released, but ${people.arrived} arrived and ${people.underWay} under way`,
  );
}
