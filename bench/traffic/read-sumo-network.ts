/**
 * Reads a SUMO network (`.net.xml`, plain or gzip; https://sumo.dlr.de/docs/Networks/SUMO_Road_Networks.html).
 * Lanes that cars may not use are left out; paths through junctions become movements with their
 * length and the speed of their curve; a path in two parts has a place to wait between them.
 */
import type { MovementInput, RoadInput, SignalPhaseInput } from '#simulations';
import { InputProblem } from './input-problem.ts';
import { numberOf, readXml, textOf, type XmlAttributes } from './read-xml.ts';

/** A waiting vehicle takes this much of the path before its place, m (SUMO's car without gap). */
const VEHICLE_METRES = 5;

interface Lane {
  readonly index: number;
  readonly length: number;
  readonly speed: number;
}
interface Connection {
  readonly from: string;
  readonly to: string;
  readonly fromLane: number;
  readonly toLane: number;
  readonly via: string | undefined;
  readonly signal: { readonly id: string; readonly index: number } | undefined;
}
interface Junction {
  readonly insideLanes: readonly string[];
  readonly responses: string[];
}

export interface SumoNetwork {
  readonly input: RoadInput;
  readonly leftOut: {
    readonly lanes: number;
    readonly edges: number;
    readonly connections: number;
  };
}

export async function readSumoNetwork(file: string): Promise<SumoNetwork> {
  const edges = new Map<string, Lane[]>();
  const inside = new Map<string, Lane>();
  const connections: Connection[] = [];
  const insideConnections = new Map<string, string>();
  const junctions: Junction[] = [];
  const signals = new Map<
    string,
    { id: string; offsetSeconds: number; phases: SignalPhaseInput[] }
  >();
  let edge: { id: string; internal: boolean; walkers: boolean } | undefined;
  let junction: Junction | undefined;
  let signal: { phases: SignalPhaseInput[] } | undefined;
  let sawNet = false;
  let leftOutLanes = 0;

  await readXml(file, {
    opened: (name, attributes, where) => {
      if (!sawNet && name !== 'net')
        throw new InputProblem(where(), `expected <net>, got <${name}>`);
      sawNet = true;
      if (name === 'edge') {
        const kind = attributes.function;
        const id = textOf(attributes, 'id', where);
        edge = {
          id,
          internal: kind === 'internal',
          walkers: kind === 'crossing' || kind === 'walkingarea',
        };
        if (!edge.internal && !edge.walkers) edges.set(id, []);
      } else if (name === 'lane' && edge !== undefined && !edge.walkers) {
        const lane = {
          index: numberOf(attributes, 'index', where),
          length: numberOf(attributes, 'length', where),
          speed: numberOf(attributes, 'speed', where),
        };
        if (edge.internal) inside.set(textOf(attributes, 'id', where), lane);
        else if (carsMayUse(attributes)) edges.get(edge.id)?.push(lane);
        else leftOutLanes += 1;
      } else if (name === 'connection') {
        const from = textOf(attributes, 'from', where);
        const fromLane = numberOf(attributes, 'fromLane', where);
        const via = attributes.via;
        if (from.startsWith(':')) {
          if (via !== undefined) insideConnections.set(`${from}_${fromLane}`, via);
          return;
        }
        const tl = attributes.tl;
        connections.push({
          from,
          fromLane,
          to: textOf(attributes, 'to', where),
          toLane: numberOf(attributes, 'toLane', where),
          via,
          signal:
            tl === undefined
              ? undefined
              : { id: tl, index: numberOf(attributes, 'linkIndex', where) },
        });
      } else if (name === 'junction') {
        const lanes = attributes.intLanes ?? '';
        junction = { insideLanes: lanes.split(' ').filter((id) => id !== ''), responses: [] };
        if (attributes.type !== 'internal') junctions.push(junction);
      } else if (name === 'request' && junction !== undefined) {
        junction.responses[numberOf(attributes, 'index', where)] = textOf(
          attributes,
          'response',
          where,
        );
      } else if (name === 'tlLogic') {
        const id = textOf(attributes, 'id', where);
        const plan = { id, offsetSeconds: Number(attributes.offset ?? 0), phases: [] };
        signal = plan;
        // Of several programmes the last is SUMO's choice at the start.
        signals.set(id, plan);
      } else if (name === 'phase' && signal !== undefined) {
        signal.phases.push({
          seconds: numberOf(attributes, 'duration', where),
          state: textOf(attributes, 'state', where),
        });
      }
    },
    closed: (name) => {
      if (name === 'edge') edge = undefined;
      else if (name === 'tlLogic') signal = undefined;
    },
  });

  const laneOf = (id: string, index: number): number | undefined => {
    const at = edges.get(id)?.findIndex((lane) => lane.index === index);
    return at === undefined || at < 0 ? undefined : at;
  };
  const links = [...edges].filter(([, lanes]) => lanes.length > 0);
  const movements: { movement: MovementInput; last: string | undefined }[] = [];
  for (const connection of connections) {
    for (const end of [connection.from, connection.to]) {
      if (!edges.has(end)) throw new InputProblem(file, `connection names no edge: '${end}'`);
    }
    const fromLane = laneOf(connection.from, connection.fromLane);
    const toLane = laneOf(connection.to, connection.toLane);
    if (fromLane === undefined || toLane === undefined) continue;
    const path = pathInside(connection.via, inside, insideConnections, file);
    const target = edges.get(connection.to)?.[toLane] as Lane;
    const length = path.reduce((sum, id) => sum + (inside.get(id) as Lane).length, 0);
    const seconds = path.reduce((sum, id) => sum + timeOver(inside.get(id) as Lane), 0);
    movements.push({
      last: path.at(-1),
      movement: {
        fromLink: connection.from,
        fromLane,
        toLink: connection.to,
        toLane,
        lengthMetres: length,
        speedMetresPerSecond: seconds > 0 ? length / seconds : target.speed,
        waitingPlaces:
          path.length > 1
            ? Math.floor((inside.get(path[0] as string) as Lane).length / VEHICLE_METRES)
            : 0,
        signal: connection.signal,
        yieldsTo: [],
        mergeWeight: 1,
      },
    });
  }
  return {
    input: {
      links: links.map(([id, lanes]) => ({
        id,
        lengthMetres: (lanes[0] as Lane).length,
        freeSpeedMetresPerSecond: (lanes[0] as Lane).speed,
        lanes: lanes.length,
      })),
      movements: addFoes(movements, junctions),
      signals: [...signals.values()],
    },
    leftOut: {
      lanes: leftOutLanes,
      edges: edges.size - links.length,
      connections: connections.length - movements.length,
    },
  };
}

const timeOver = (lane: Lane): number => (lane.speed > 0 ? lane.length / lane.speed : 0);

function carsMayUse(attributes: XmlAttributes): boolean {
  const { allow, disallow } = attributes;
  const names = (list: string): boolean => /(^|\s)(passenger|all|private)(\s|$)/.test(list);
  if (allow !== undefined && allow !== '') return names(allow);
  return disallow === undefined || !names(disallow);
}

function pathInside(
  via: string | undefined,
  inside: ReadonlyMap<string, Lane>,
  next: ReadonlyMap<string, string>,
  file: string,
): readonly string[] {
  const path: string[] = [];
  for (let id = via; id !== undefined; id = next.get(id)) {
    if (!inside.has(id))
      throw new InputProblem(file, `connection over lane '${id}', not in the file`);
    if (path.includes(id))
      throw new InputProblem(file, `path inside a junction runs in a ring: ${id}`);
    path.push(id);
  }
  return path;
}

/** A junction's `response` bits, right to left, say to whom each of its paths gives way. */
function addFoes(
  found: readonly { readonly movement: MovementInput; readonly last: string | undefined }[],
  junctions: readonly Junction[],
): readonly MovementInput[] {
  const byPath = new Map<string, number>();
  found.forEach(({ last }, at) => {
    if (last !== undefined) byPath.set(last, at);
  });
  const yieldsTo = found.map((): number[] => []);
  for (const { insideLanes, responses } of junctions) {
    responses.forEach((bits, index) => {
      const own = byPath.get(insideLanes[index] ?? '');
      if (own === undefined) return;
      for (let other = 0; other < bits.length; other += 1) {
        if (bits[bits.length - 1 - other] !== '1') continue;
        const foe = byPath.get(insideLanes[other] ?? '');
        if (foe !== undefined && foe !== own) yieldsTo[own]?.push(foe);
      }
    });
  }
  return found.map(({ movement }, at) => ({ ...movement, yieldsTo: yieldsTo[at] as number[] }));
}
