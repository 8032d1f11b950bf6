/** Random networks, demands and measures for fuzzing: lines that cross, loops, small platforms, gates. */
import {
  entranceIdSchema,
  measureIdSchema,
  type SeededRandom,
  stationIdSchema,
  type TransitMeasure,
  type TransitNetwork,
  type TransitWay,
} from '#contracts';
import type { TransitDemand } from '../run/compile-demand.ts';

const text = (words: string) => ({ zh: words, en: words });
const LAST_SECOND = 5_400;

export function createRandomTransit(random: SeededRandom): TransitNetwork {
  const between = (low: number, high: number): number => low + random.nextInteger(high - low + 1);
  const stationCount = between(3, 10);
  const network: TransitNetwork = {
    version: 1,
    name: 'random',
    timeZone: 'UTC',
    stations: [],
    platforms: [],
    stops: [],
    entrances: [],
    elements: [],
    ways: [],
    lines: [],
    patterns: [],
    profiles: [],
    trips: [],
    services: [],
  };
  for (let station = 0; station < stationCount; station += 1) {
    network.stations.push({
      id: stationIdSchema.parse(`S${station}`),
      name: text(`S${station}`),
      lonLat: null,
    });
    for (let entrance = between(1, 3); entrance > 0; entrance -= 1) {
      network.entrances.push({
        id: entranceIdSchema.parse(`S${station}/${entrance}`),
        name: text(`S${station}/${entrance}`),
        station,
        personsPerMinute: random.next() < 0.5 ? null : between(20, 300),
        walkSeconds: between(0, 60),
        share: random.next() < 0.1 ? 0 : random.next(),
      });
    }
  }
  for (let line = between(1, 3); line > 0; line -= 1)
    addLine(network, stationCount, random, between);
  return network;
}

function addLine(
  network: TransitNetwork,
  stationCount: number,
  random: SeededRandom,
  between: (low: number, high: number) => number,
): void {
  const line = network.lines.length;
  const order = Array.from({ length: stationCount }, (_, station) => station);
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = random.nextInteger(last + 1);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  const stations = order.slice(0, between(3, stationCount));
  const loop = stations.length > 3 && random.next() < 0.3;
  network.lines.push({
    id: `L${line}`,
    name: text(`L${line}`),
    mode: random.next() < 0.3 ? 'bus' : 'metro',
    vehicle: {
      capacityPersons: between(20, 600),
      seats: between(0, 100),
      doors: between(1, 20),
      boarding: random.next() < 0.3 ? 'front-door' : 'all-doors',
    },
    clearanceSeconds: between(0, 60),
    turnBackSeconds: random.next() < 0.7 ? between(0, 200) : null,
    maximumDwellSeconds: between(30, 120),
    holdsToTimetable: random.next() < 0.5,
    kind: 'synthetic',
  });
  const platforms = stations.map((station) => {
    network.platforms.push({
      id: `L${line}/S${station}`,
      station,
      areaSquareMetres: random.next() < 0.5 ? null : between(10, 400),
    });
    const platform = network.platforms.length - 1;
    if (random.next() < 0.5) addGates(network, station, platform, random, between);
    return platform;
  });
  for (const direction of loop ? ['round'] : ['there', 'back']) {
    const sequence = stations.map((station, at) => ({ station, platform: platforms[at] ?? 0 }));
    if (direction === 'back') sequence.reverse();
    const stops = sequence.map(({ station, platform }) => {
      const id = `L${line}/${direction}/S${station}`;
      network.stops.push({ id, station, platform, berths: between(1, 2) });
      return network.stops.length - 1;
    });
    network.patterns.push({ id: `L${line}/${direction}`, line, headsign: direction, stops, loop });
    const arrivalSeconds = [0];
    const departureSeconds = [0];
    for (let at = 1; at < stops.length + (loop ? 1 : 0); at += 1) {
      const arrival = (departureSeconds.at(-1) ?? 0) + between(30, 200);
      arrivalSeconds.push(arrival);
      if (at < stops.length) departureSeconds.push(arrival + between(0, 40));
    }
    const pattern = network.patterns.length - 1;
    network.profiles.push({ pattern, arrivalSeconds, departureSeconds });
    network.services.push({
      profile: network.profiles.length - 1,
      fromSecond: between(0, 600),
      untilSecond: between(2_400, LAST_SECOND),
      headwaySeconds: between(90, 900),
    });
  }
}

function addGates(
  network: TransitNetwork,
  station: number,
  platform: number,
  random: SeededRandom,
  between: (low: number, high: number) => number,
): void {
  const element = network.elements.length;
  for (const type of ['gates-in', 'gates-out'] as const) {
    network.elements.push({
      id: `${type}/${platform}`,
      station,
      type,
      personsPerMinute: between(20, 400),
      walkSeconds: between(0, 60),
      storagePersons: random.next() < 0.5 ? null : between(5, 200),
      kind: 'synthetic',
    });
  }
  const ways = network.entrances.flatMap((candidate, entrance): TransitWay[] =>
    candidate.station === station
      ? [
          { type: 'in', entrance, platform, elements: [element] },
          { type: 'out', platform, entrance, elements: [element + 1] },
        ]
      : [],
  );
  network.ways.push(...ways);
}

export function createRandomDemand(network: TransitNetwork, random: SeededRandom): TransitDemand {
  const from: number[] = [];
  const to: number[] = [];
  const fromSecond: number[] = [];
  const untilSecond: number[] = [];
  const persons: number[] = [];
  for (const begin of [0, 1_200, 2_400]) {
    for (let origin = 0; origin < network.stations.length; origin += 1) {
      for (let goal = 0; goal < network.stations.length; goal += 1) {
        from.push(origin);
        to.push(goal);
        fromSecond.push(begin);
        untilSecond.push(begin + 1_200);
        persons.push(random.next() < 0.5 ? 0 : random.nextInteger(200));
      }
    }
  }
  return { from, to, fromSecond, untilSecond, persons };
}

export function createRandomMeasures(
  network: TransitNetwork,
  random: SeededRandom,
): TransitMeasure[] {
  const pick = <T>(list: readonly T[]): T => list[random.nextInteger(list.length)] as T;
  return Array.from({ length: random.nextInteger(6) }, (_, at): TransitMeasure => {
    const fromSecond = random.nextInteger(3_000);
    const untilSecond = fromSecond + 60 + random.nextInteger(2_400);
    const during = { id: measureIdSchema.parse(`m${at}`), fromSecond, untilSecond };
    const entrance = pick(network.entrances).id;
    const pattern = pick(network.patterns).id;
    switch (random.nextInteger(network.elements.length > 0 ? 6 : 5)) {
      case 0:
        return { ...during, type: 'close-entrance', entrance };
      case 1:
        return {
          ...during,
          type: 'meter-entrance',
          entrance,
          personsPerMinute: random.nextInteger(60),
        };
      case 2:
        return { ...during, type: 'skip-station', station: pick(network.stations).id, line: null };
      case 3:
        return { ...during, type: 'extra-trains', pattern, trains: 1 + random.nextInteger(6) };
      case 4:
        return {
          ...during,
          type: 'set-headway',
          pattern,
          headwaySeconds: 90 + random.nextInteger(600),
        };
      default:
        return {
          ...during,
          type: 'set-element-rate',
          element: pick(network.elements).id,
          personsPerMinute: random.nextInteger(200),
        };
    }
  });
}
