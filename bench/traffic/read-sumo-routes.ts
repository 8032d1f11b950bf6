/**
 * Reads SUMO routes (`.rou.xml`, plain or gzip): vehicle types, routes, vehicles with a route of
 * their own or by name, and flows by number, period or vehicles an hour. Trips without a route and
 * what needs a router are refused with a hint; persons and containers are counted and left out.
 */
import type { TripInput, VehicleClass } from '#simulations';
import { InputProblem } from './input-problem.ts';
import { numberOf, readXml, textOf, type XmlAttributes } from './read-xml.ts';

export interface SumoRoutes {
  readonly classes: readonly VehicleClass[];
  readonly routes: readonly (readonly string[])[];
  readonly trips: readonly TripInput[];
  readonly departOffsetMetres: number;
  readonly leftOut: Readonly<Record<string, number>>;
}

/** SUMO's passenger car: 55.56 m/s at most. */
const DEFAULT_CLASS: VehicleClass = {
  id: 'DEFAULT_VEHTYPE',
  maxSpeedMetresPerSecond: 55.56,
  speedFactor: 1,
};
/** Vehicles with a blue light drive up to half as fast again as the limit (as in SUMO's example). */
const EMERGENCY_FACTOR = '1.5';
/** `departPos="base"`: the whole car of 5 m and SUMO's 0.1 m are on the link. */
const BASE_OFFSET_METRES = 5.1;
const LEFT_OUT = new Set(['person', 'container', 'personFlow', 'containerFlow', 'interval']);

export async function readSumoRoutes(file: string): Promise<SumoRoutes> {
  const classes: VehicleClass[] = [DEFAULT_CLASS];
  const classOf = new Map<string, number>([[DEFAULT_CLASS.id, 0]]);
  const routes: string[][] = [];
  const routeOf = new Map<string, number>();
  const trips: TripInput[] = [];
  const leftOut: Record<string, number> = {};
  const ids = new Map<string, string>();
  const positions = new Set<string>();
  type Stops = { link: string; seconds: number }[];
  type Open = {
    readonly kind: 'vehicle' | 'flow';
    readonly at: XmlAttributes;
    route: number;
    readonly stops: Stops;
  };
  /** Stops of named routes, by route; and those of the route that is open. */
  const routeStops = new Map<number, Stops>();
  let openStops: Stops | undefined;
  let open: Open | undefined;
  let where: () => string = () => file;
  let sawRoot = false;

  const ownId = (id: string): string => {
    const known = ids.get(id);
    if (known !== undefined) return known;
    const copy = Buffer.from(id).toString();
    ids.set(copy, copy);
    return copy;
  };
  const routeNamed = (id: string): number => {
    const found = routeOf.get(id);
    if (found === undefined) {
      throw new InputProblem(where(), `route '${id}' is not defined before it is used`);
    }
    return found;
  };
  const classNamed = (id: string | undefined): number => {
    const found = classOf.get(id ?? DEFAULT_CLASS.id);
    if (found === undefined) throw new InputProblem(where(), `vehicle type '${id}' is not defined`);
    return found;
  };
  const addRoute = (edges: string): number => {
    const links = edges.split(/\s+/).filter((id) => id !== '');
    // A part of a string keeps the whole text alive; one copy of each id lets it go.
    links.forEach((id, at) => {
      links[at] = ownId(id);
    });
    if (links.length === 0) throw new InputProblem(where(), 'a route without edges');
    return routes.push(links) - 1;
  };
  /** `edge`, or `lane` with its number; a `busStop` lies in another file. */
  const addStop = (at: XmlAttributes): void => {
    const link = at.edge ?? at.lane?.replace(/_\d+$/, '');
    const list = open?.stops ?? openStops;
    if (link === undefined || at.duration === undefined || list === undefined) {
      leftOut.stop = (leftOut.stop ?? 0) + 1;
      return;
    }
    list.push({ link: ownId(link), seconds: numberOf(at, 'duration', where) });
  };
  const finish = ({ kind, at, route, stops: own }: Open): void => {
    const id = Buffer.from(textOf(at, 'id', where)).toString();
    if (route < 0) {
      throw new InputProblem(
        where(),
        `'${id}' has no route; run SUMO's duarouter over the file first`,
      );
    }
    const vehicleClass = classNamed(at.type);
    const all = [...(routeStops.get(route) ?? []), ...own];
    const stops = all.length > 0 ? { stops: all } : {};
    positions.add(at.departPos ?? 'base');
    if (kind === 'vehicle') {
      trips.push({
        id,
        departSeconds: numberOf(at, 'depart', where),
        vehicleClass,
        route,
        ...stops,
      });
      return;
    }
    flowTimes(at, where).forEach((departSeconds, number) => {
      trips.push({ id: `${id}.${number}`, departSeconds, vehicleClass, route, ...stops });
    });
  };

  await readXml(file, {
    opened: (name, at, place) => {
      where = place;
      if (!sawRoot && name !== 'routes' && name !== 'additional') {
        throw new InputProblem(where(), `expected <routes>, got <${name}>`);
      }
      sawRoot = true;
      if (name === 'vType') {
        const id = textOf(at, 'id', where);
        const isEmergency = at.vClass === 'emergency';
        classOf.set(id, classes.length);
        classes.push({
          id,
          maxSpeedMetresPerSecond:
            at.maxSpeed === undefined
              ? DEFAULT_CLASS.maxSpeedMetresPerSecond
              : numberOf(at, 'maxSpeed', where),
          speedFactor: meanFactor(
            at.speedFactor ?? (isEmergency ? EMERGENCY_FACTOR : undefined),
            where,
          ),
          ...(isEmergency ? { isEmergency } : {}),
        });
      } else if (name === 'route') {
        const route = addRoute(textOf(at, 'edges', where));
        if (open !== undefined) open.route = route;
        else routeOf.set(textOf(at, 'id', where), route);
        openStops = [];
        routeStops.set(route, openStops);
      } else if (name === 'vehicle' || name === 'flow') {
        open = {
          kind: name,
          at,
          route: at.route === undefined ? -1 : routeNamed(at.route),
          stops: [],
        };
      } else if (name === 'trip') {
        throw new InputProblem(
          where(),
          "a <trip> has no route; run SUMO's duarouter over the file first",
        );
      } else if (name === 'stop') addStop(at);
      else if (LEFT_OUT.has(name)) leftOut[name] = (leftOut[name] ?? 0) + 1;
    },
    closed: (name) => {
      if (name === 'route') openStops = undefined;
      if (name !== 'vehicle' && name !== 'flow') return;
      if (open !== undefined) finish(open);
      open = undefined;
    },
  });
  return { classes, routes, trips, departOffsetMetres: offsetOf(positions), leftOut };
}

/** One offset for the file: that of its vehicles if they agree, else where SUMO puts them. */
function offsetOf(positions: ReadonlySet<string>): number {
  const [only] = positions;
  const metres = Number(only);
  return positions.size === 1 && Number.isFinite(metres) ? metres : BASE_OFFSET_METRES;
}

/** `1.1` or a distribution such as `normc(1,0.1,0.2,2)`: its mean. */
function meanFactor(text: string | undefined, where: () => string): number {
  if (text === undefined) return 1;
  const value = Number(/^normc?\(\s*([\d.]+)/.exec(text)?.[1] ?? text);
  if (!(value > 0))
    throw new InputProblem(where(), `speedFactor '${text}' is not a number above 0`);
  return value;
}

function flowTimes(at: XmlAttributes, where: () => string): readonly number[] {
  const begin = numberOf(at, 'begin', where);
  const end = at.end === undefined ? undefined : numberOf(at, 'end', where);
  const number = at.number === undefined ? undefined : numberOf(at, 'number', where);
  const perHour = at.vehsPerHour ?? at.perHour;
  let period: number | undefined;
  if (perHour !== undefined) period = 3600 / Number(perHour);
  else if (at.period !== undefined) period = Number(at.period);
  else if (number !== undefined && end !== undefined) period = (end - begin) / number;
  if (period === undefined || !(period > 0)) {
    throw new InputProblem(
      where(),
      'a flow needs vehsPerHour, a period in seconds, or number and end',
    );
  }
  if (end === undefined && number === undefined) {
    throw new InputProblem(where(), 'a flow needs an end or a number');
  }
  const times: number[] = [];
  // A small part of the period is given so that rounding does not add a vehicle at the end.
  while (
    times.length < (number ?? Number.POSITIVE_INFINITY) &&
    (end === undefined || times.length * period + begin < end - 1e-6 * period)
  ) {
    times.push(begin + times.length * period);
  }
  return times;
}
