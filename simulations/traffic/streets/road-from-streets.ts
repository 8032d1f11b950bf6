/**
 * The district's street network (any map: OpenStreetMap, the reference district) as a road for the
 * mesoscopic model: lanes, ways through junctions, right of way, signals. What a map does not say is
 * inferred by the rules named here and in draft-movements.ts; all of it is `inferred`.
 */
import { ROAD_CLASSES, type Signal, type StreetLink, type StreetNetwork } from '#contracts';
import type {
  MovementInput,
  RoadInput,
  SignalInput,
  SignalPhaseInput,
} from '../road/road-types.ts';
import { type DraftMovement, draftMovements } from './draft-movements.ts';
import { doWaysCross } from './turn-geometry.ts';

/** GB 14886-2016, 6.2: yellow lasts 3 to 5 s; the rest of an intergreen is all red. */
const YELLOW_SECONDS = 3;
/** Two cars find room in the middle of a signalled junction while they wait for a gap (HCM 2000, 16). */
const WAITING_PLACES = 2;
/** Approaches of several lanes widen before the stop line for those who turn left: 30 m, an assumption. */
const BAY_PLACES = 4;

export function roadFromStreets(
  network: StreetNetwork,
): RoadInput & { readonly leftPhases: LeftPhases } {
  const leftPhases = new Map<string, readonly boolean[]>();
  const drafts = draftMovements(network);
  const { links, signals } = network;
  const signalOf = new Map(signals.map((signal) => [signal.node, signal]));
  const byNode = new Map<number, number[]>();
  drafts.forEach((draft, at) => {
    const node = links[draft.from]?.to ?? -1;
    const list = byNode.get(node);
    if (list) list.push(at);
    else byNode.set(node, [at]);
  });
  const yields: number[][] = drafts.map(() => []);
  const signalIndex = new Int32Array(drafts.length).fill(-1);
  for (const [node, movements] of byNode) {
    const signal = signalOf.get(node);
    const lit = new Set(signal?.phases.flatMap((phase) => phase.links));
    movements.forEach((at, index) => {
      // A link that no phase names stands beside the signal: else it would have red for ever.
      if (lit.has(drafts[at]?.from ?? -1)) signalIndex[at] = index;
      yields[at] = movements.filter((foe) =>
        mustYield(drafts[at] as DraftMovement, drafts[foe] as DraftMovement, {
          links,
          inner: signal ? innerLinks(signal) : NOTHING,
          signal,
        }),
      );
    });
  }
  return {
    links: links.map((link) => ({
      id: link.id,
      lengthMetres: link.lengthMetres,
      freeSpeedMetresPerSecond: link.freeSpeedMetresPerSecond,
      lanes: link.lanes,
    })),
    movements: drafts.map((draft, at): MovementInput => {
      const node = links[draft.from]?.to ?? -1;
      const signal = signalOf.get(node);
      const index = signalIndex[at] as number;
      const isLit = signal !== undefined && index >= 0;
      const isWide = (links[draft.from]?.lanes ?? 1) > 1;
      const isWaiting = isLit && draft.kind === 'left';
      return {
        fromLink: links[draft.from]?.id ?? '',
        fromLane: draft.fromLane,
        toLink: links[draft.to]?.id ?? '',
        toLane: draft.toLane,
        // Links run from middle to middle of the junctions: the way inside is part of them.
        lengthMetres: 0,
        speedMetresPerSecond: draft.speedMetresPerSecond,
        waitingPlaces: isWaiting ? WAITING_PLACES + (isWide ? BAY_PLACES : 0) : 0,
        signal: isLit ? { id: signal.id, index } : undefined,
        yieldsTo: yields[at] ?? [],
        mergeWeight: 1,
      };
    }),
    signals: signals.flatMap((signal): readonly SignalInput[] => {
      const movements = byNode.get(signal.node);
      if (!movements) return [];
      const { phases, lefts } = signalPhases(signal, movements, drafts, yields);
      leftPhases.set(signal.id, lefts);
      return [{ id: signal.id, offsetSeconds: signal.offsetSeconds, phases }];
    }),
    leftPhases,
  };
}

/**
 * Of two ways that cross or join: the smaller road yields; on equal roads who turns left yields to
 * who comes against him or her, else who has the other on the right (Regulations on the Road Traffic
 * Safety Law, art. 52).
 */
function mustYield(
  own: DraftMovement,
  foe: DraftMovement,
  {
    links,
    inner,
    signal,
  }: {
    readonly links: readonly StreetLink[];
    readonly inner: ReadonlySet<number>;
    readonly signal: Signal | undefined;
  },
): boolean {
  if (own.from === foe.from) return false;
  const isJoining = own.to === foe.to && own.toLane === foe.toLane;
  if (!isJoining && !doWaysCross(own.ends, foe.ends)) return false;
  // Motorways and their ramps pass over and under what crosses them, and join like a zipper.
  if (isOnMotorway(own, links) || isOnMotorway(foe, links)) return false;
  if (inner.has(own.from) !== inner.has(foe.from)) return inner.has(own.from);
  // Two straight ways with green at once: their real plan parts them, so neither waits for gaps.
  const isStraight = own.kind === 'straight' && foe.kind === 'straight';
  if (isStraight && signal?.phases.some(({ links: lit }) => areLit(lit, own, foe))) return false;
  const rank = (way: DraftMovement): number =>
    ROAD_CLASSES.indexOf(links[way.from]?.roadClass ?? 'unclassified');
  if (rank(own) !== rank(foe)) return rank(own) > rank(foe);
  const turns = (way: DraftMovement): number => TURN_ORDER[way.kind];
  if (turns(own) !== turns(foe)) return turns(own) > turns(foe);
  return isFromTheRight(own, foe);
}

const NOTHING: ReadonlySet<number> = new Set();

/** Links with green in every phase lie inside a junction of several nodes: they clear it, and yield. */
function innerLinks({ phases }: Signal): ReadonlySet<number> {
  const [first, ...others] = phases;
  if (!first || others.length === 0) return NOTHING;
  return new Set(first.links.filter((link) => others.every(({ links }) => links.includes(link))));
}

const areLit = (links: readonly number[], own: DraftMovement, foe: DraftMovement): boolean =>
  links.includes(own.from) && links.includes(foe.from);

const isOnMotorway = ({ from, to }: DraftMovement, links: readonly StreetLink[]): boolean =>
  links[from]?.roadClass === 'motorway' || links[to]?.roadClass === 'motorway';

const TURN_ORDER = { straight: 0, right: 1, left: 2, back: 3 } as const;

/** Arms are met counterclockwise by a driver who looks to the right: 45° to 135° on from one's own. */
function isFromTheRight(own: DraftMovement, foe: DraftMovement): boolean {
  const angle = (foe.ends[0] - own.ends[0] + 4 * Math.PI) % (2 * Math.PI);
  return angle > Math.PI / 4 && angle < (3 * Math.PI) / 4;
}

/** Lengths of a phase's parts, s. */
export interface PhaseParts {
  readonly green: number;
  /** Oncoming traffic gets yellow, then red, while those who turn left have green for themselves. */
  readonly change: number;
  readonly left: number;
  readonly yellow: number;
  readonly allRed: number;
}

/**
 * Left turns against a stream get the end of the green for themselves where it is long enough: 20 % of
 * it, 8 to 12 s, three to five vehicles. Maps tell no such phases, streets of several lanes have them.
 */
export function phaseParts(
  phase: { readonly greenSeconds: number; readonly intergreenSeconds: number },
  hasLeft: boolean,
): PhaseParts {
  const { greenSeconds, intergreenSeconds } = phase;
  const yellow = Math.min(YELLOW_SECONDS, intergreenSeconds);
  const tail =
    hasLeft && greenSeconds >= LEAST_PARTED_GREEN
      ? Math.min(12, Math.max(8, 0.2 * greenSeconds))
      : 0;
  return {
    green: greenSeconds - tail,
    change: tail > 0 ? YELLOW_SECONDS : 0,
    left: tail > 0 ? tail - YELLOW_SECONDS : 0,
    yellow,
    allRed: intergreenSeconds - yellow,
  };
}
const LEAST_PARTED_GREEN = 20;

/** The parts of all phases in turn, for the plan that the road was made with. */
export const planSeconds = (
  signal: Signal,
  greens: readonly number[],
  lefts: readonly boolean[],
): readonly number[] =>
  signal.phases.flatMap((phase, at) => {
    // A part stays, however short, so that every plan of the signal has the same lights.
    const made = phaseParts(phase, lefts[at] === true);
    const now = phaseParts({ ...phase, greenSeconds: greens[at] ?? phase.greenSeconds }, true);
    const parts = made.left > 0 ? now : { ...now, green: greens[at] ?? phase.greenSeconds };
    const { green, change, left, yellow, allRed } = parts;
    if (made.left > 0 && left === 0) return fitted([green - 0.2, 0.1, 0.1, yellow, allRed]);
    return fitted(made.left > 0 ? [green, change, left, yellow, allRed] : [green, yellow, allRed]);
  });

const fitted = (parts: readonly number[]): readonly number[] => parts.filter((part) => part > 0);

/** By signal id and phase: whether left turns have a part of its green for themselves. */
export type LeftPhases = ReadonlyMap<string, readonly boolean[]>;

function signalPhases(
  signal: Signal,
  movements: readonly number[],
  drafts: readonly DraftMovement[],
  yields: readonly (readonly number[])[],
): { readonly phases: readonly SignalPhaseInput[]; readonly lefts: readonly boolean[] } {
  const greens = signal.phases.map(
    ({ links }) => new Set(movements.filter((at) => links.includes(drafts[at]?.from ?? -1))),
  );
  const made = signal.phases.map((phase, k) => {
    const green = greens[k] ?? new Set<number>();
    const following = greens[(k + 1) % greens.length] ?? green;
    const foesOf = (at: number): readonly number[] =>
      (yields[at] ?? []).filter((foe) => green.has(foe) && drafts[foe]?.kind !== 'left');
    const lefts = [...green].filter((at) => drafts[at]?.kind === 'left' && foesOf(at).length > 0);
    const oncoming = new Set(lefts.flatMap(foesOf));
    const letters = (of: (at: number) => string): string =>
      movements.map((at) => (green.has(at) ? of(at) : 'r')).join('');
    const usual = (at: number): string =>
      (yields[at] ?? []).some((foe) => green.has(foe)) ? 'g' : 'G';
    // Who has green in the next phase too does not stop in between.
    const ending = (light: string) => (at: number) =>
      greens.length > 1 && following.has(at) ? usual(at) : light;
    const { green: through, change, left, yellow, allRed } = phaseParts(phase, lefts.length > 0);
    const parts: readonly (readonly [number, (at: number) => string])[] = [
      [through, usual],
      [change, (at) => (oncoming.has(at) ? 'y' : usual(at))],
      [left, (at) => (oncoming.has(at) ? 'r' : lefts.includes(at) ? 'G' : usual(at))],
      [yellow, ending('y')],
      [allRed, ending('r')],
    ];
    return {
      hasLeft: lefts.length > 0,
      phases: parts.flatMap(([seconds, of]) =>
        seconds > 0 ? [{ seconds, state: letters(of) }] : [],
      ),
    };
  });
  return {
    phases: made.flatMap(({ phases }) => phases),
    lefts: made.map(({ hasLeft }) => hasLeft),
  };
}
