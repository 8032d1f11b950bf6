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

export function roadFromStreets(network: StreetNetwork): RoadInput {
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
    movements.forEach((at, index) => {
      if (signal) signalIndex[at] = index;
      yields[at] = movements.filter((foe) =>
        mustYield(drafts[at] as DraftMovement, drafts[foe] as DraftMovement, {
          links,
          inner: signal ? innerLinks(signal) : NOTHING,
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
      const isWaiting = signal !== undefined && draft.kind === 'left';
      return {
        fromLink: links[draft.from]?.id ?? '',
        fromLane: draft.fromLane,
        toLink: links[draft.to]?.id ?? '',
        toLane: draft.toLane,
        // Links run from middle to middle of the junctions: the way inside is part of them.
        lengthMetres: 0,
        speedMetresPerSecond: draft.speedMetresPerSecond,
        waitingPlaces: isWaiting ? WAITING_PLACES : 0,
        signal: signal ? { id: signal.id, index: signalIndex[at] as number } : undefined,
        yieldsTo: yields[at] ?? [],
        mergeWeight: 1,
      };
    }),
    signals: signals.flatMap((signal): readonly SignalInput[] => {
      const movements = byNode.get(signal.node);
      if (!movements) return [];
      return [
        {
          id: signal.id,
          offsetSeconds: signal.offsetSeconds,
          phases: signalPhases(signal, movements, drafts, yields),
        },
      ];
    }),
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
  { links, inner }: { readonly links: readonly StreetLink[]; readonly inner: ReadonlySet<number> },
): boolean {
  if (own.from === foe.from) return false;
  const isJoining = own.to === foe.to && own.toLane === foe.toLane;
  if (!isJoining && !doWaysCross(own.ends, foe.ends)) return false;
  if (inner.has(own.from) !== inner.has(foe.from)) return inner.has(own.from);
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

const TURN_ORDER = { straight: 0, right: 1, left: 2, back: 3 } as const;

/** Arms are met counterclockwise by a driver who looks to the right: 45° to 135° on from one's own. */
function isFromTheRight(own: DraftMovement, foe: DraftMovement): boolean {
  const angle = (foe.ends[0] - own.ends[0] + 4 * Math.PI) % (2 * Math.PI);
  return angle > Math.PI / 4 && angle < (3 * Math.PI) / 4;
}

function signalPhases(
  signal: Signal,
  movements: readonly number[],
  drafts: readonly DraftMovement[],
  yields: readonly (readonly number[])[],
): readonly SignalPhaseInput[] {
  const greens = signal.phases.map(
    ({ links }) => new Set(movements.filter((at) => links.includes(drafts[at]?.from ?? -1))),
  );
  return signal.phases.flatMap((phase, k): readonly SignalPhaseInput[] => {
    const green = greens[k] ?? new Set<number>();
    const following = greens[(k + 1) % greens.length] ?? green;
    const state = (ending: string): string =>
      movements
        .map((at) => {
          if (!green.has(at)) return 'r';
          const hasFoe = (yields[at] ?? []).some((foe) => green.has(foe));
          const letter = hasFoe ? 'g' : 'G';
          // Who has green in the next phase too does not stop in between.
          return ending === '' || (greens.length > 1 && following.has(at)) ? letter : ending;
        })
        .join('');
    const yellow = Math.min(YELLOW_SECONDS, phase.intergreenSeconds);
    const red = phase.intergreenSeconds - yellow;
    return [
      { seconds: phase.greenSeconds, state: state('') },
      ...(yellow > 0 ? [{ seconds: yellow, state: state('y') }] : []),
      ...(red > 0 ? [{ seconds: red, state: state('r') }] : []),
    ];
  });
}
