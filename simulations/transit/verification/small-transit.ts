/** Small networks for tests and verifications: one line through stations in a row, one way in and out. */
import type {
  TransitElement,
  TransitEntrance,
  TransitNetwork,
  TransitVehicle,
  TransitWay,
} from '#contracts';
import { entranceIdSchema, stationIdSchema } from '#contracts';

export interface SmallTransitOptions {
  readonly stations: number;
  /** Seconds between stops and at stops, the same everywhere. */
  readonly runSeconds?: number;
  readonly standSeconds?: number;
  readonly headwaySeconds?: number;
  readonly fromSecond?: number;
  readonly untilSecond?: number;
  readonly vehicle?: Partial<TransitVehicle>;
  readonly loop?: boolean;
  readonly clearanceSeconds?: number;
  readonly maximumDwellSeconds?: number;
  readonly turnBackSeconds?: number | null;
  /** Of the first station. */
  readonly entrancePersonsPerMinute?: number | null;
  readonly elements?: readonly Partial<TransitElement>[];
  readonly platformSquareMetres?: number | null;
}

const text = (words: string) => ({ zh: words, en: words });

/** Stations S0, S1, …; line L with patterns 'out' and, unless it is a loop, 'back'. Stop k is out at Sk. */
export function createSmallTransit(options: SmallTransitOptions): TransitNetwork {
  const {
    stations,
    runSeconds = 120,
    standSeconds = 30,
    headwaySeconds = 180,
    fromSecond = 0,
    untilSecond = 7_200,
    loop = false,
  } = options;
  const numbers = Array.from({ length: stations }, (_, index) => index);
  const elements: TransitElement[] = (options.elements ?? []).map((element, index) => ({
    id: `element ${index}`,
    station: 0,
    type: 'passage',
    personsPerMinute: null,
    walkSeconds: 0,
    storagePersons: null,
    kind: 'synthetic',
    ...element,
  }));
  const entrances: TransitEntrance[] = numbers.map((station) => ({
    id: entranceIdSchema.parse(`E${station}`),
    name: text(`E${station}`),
    station,
    personsPerMinute: station === 0 ? (options.entrancePersonsPerMinute ?? null) : null,
    walkSeconds: 0,
    share: 1,
  }));
  const between = elements.map((_, index) => index);
  const ways: TransitWay[] = numbers.flatMap((station): TransitWay[] => [
    {
      type: 'in',
      entrance: station,
      platform: station,
      elements: station === 0 ? between : [],
    },
    { type: 'out', platform: station, entrance: station, elements: [] },
  ]);
  const step = runSeconds + standSeconds;
  const arrivals = loop ? [...numbers, stations] : numbers;
  const arrivalSeconds = arrivals.map((at) => Math.max(0, at * step - standSeconds));
  const departureSeconds = numbers.map((at) =>
    at === stations - 1 && !loop ? (arrivalSeconds[at] ?? 0) : at * step,
  );
  const back = numbers.map((at) => stations + at).reverse();
  return {
    version: 1,
    name: 'small',
    timeZone: 'UTC',
    stations: numbers.map((at) => ({
      id: stationIdSchema.parse(`S${at}`),
      name: text(`S${at}`),
      lonLat: null,
    })),
    platforms: numbers.map((at) => ({
      id: `P${at}`,
      station: at,
      areaSquareMetres: at === 0 ? (options.platformSquareMetres ?? null) : null,
    })),
    stops: [
      ...numbers.map((at) => ({ id: `out ${at}`, station: at, platform: at, berths: 1 })),
      ...numbers.map((at) => ({ id: `back ${at}`, station: at, platform: at, berths: 1 })),
    ],
    entrances,
    elements,
    ways,
    lines: [
      {
        id: 'L',
        name: text('L'),
        mode: 'metro',
        vehicle: {
          capacityPersons: 1_860,
          seats: 336,
          doors: 30,
          boarding: 'all-doors',
          ...options.vehicle,
        },
        clearanceSeconds: options.clearanceSeconds ?? 60,
        turnBackSeconds: options.turnBackSeconds === undefined ? 120 : options.turnBackSeconds,
        maximumDwellSeconds: options.maximumDwellSeconds ?? 90,
        holdsToTimetable: false,
        kind: 'synthetic',
      },
    ],
    patterns: [
      { id: 'out', line: 0, headsign: 'out', stops: numbers, loop },
      ...(loop ? [] : [{ id: 'back', line: 0, headsign: 'back', stops: back, loop: false }]),
    ],
    profiles: [
      { pattern: 0, arrivalSeconds, departureSeconds },
      ...(loop ? [] : [{ pattern: 1, arrivalSeconds, departureSeconds }]),
    ],
    trips: [],
    services: [0, ...(loop ? [] : [1])].map((profile) => ({
      profile,
      fromSecond,
      untilSecond,
      headwaySeconds,
    })),
  };
}
