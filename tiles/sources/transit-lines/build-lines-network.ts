/**
 * A lines file as a network: a stop for every direction at every station, one platform for each line
 * there, and the ways between street and platform: as described, else one entrance without limit.
 */
import {
  entranceIdSchema,
  type TransitElement,
  type TransitEntrance,
  type TransitNetwork,
  type TransitPlatform,
  type TransitProfile,
  type TransitService,
  type TransitStop,
  type TransitTrip,
  type TransitWay,
} from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import type { LinesFile, LinesLine, LinesStation } from './lines-file.ts';
import { servicesOf } from './services-of.ts';

/** From the street to the platform where nothing is described; assumption. */
const PLAIN_WALK_SECONDS = 90;
/** From one line's platform to another's where nothing is described; assumption. */
const PLAIN_CHANGE_SECONDS = 120;
/** Through a described hall: entrance to gates, and gates to escalator. Assumption. */
const HALL_WALK_SECONDS = 40;

export function buildLinesNetwork(file: LinesFile, place: string): TransitNetwork {
  const platforms: TransitPlatform[] = [];
  const stops: TransitStop[] = [];
  const entrances: TransitEntrance[] = [];
  const elements: TransitElement[] = [];
  const ways: TransitWay[] = [];
  const stationAt = new Map<string, number>(file.stations.map(({ id }, at) => [id, at]));
  if (stationAt.size < file.stations.length) {
    throw new CityBuildError(`${place}: stations: ids must differ.`);
  }
  const platformOf = new Map<string, number>();
  file.stations.forEach((station, at) => {
    const lines = file.lines.filter(({ directions }) =>
      directions.some((direction) => direction.stops.includes(station.id)),
    );
    const first = platforms.length;
    for (const line of lines) {
      const described = station.detail?.platforms.find((platform) => platform.line === line.id);
      platformOf.set(`${station.id} ${line.id}`, platforms.length);
      platforms.push({
        id: `${station.id}/${line.id}`,
        station: at,
        areaSquareMetres: described?.areaSquareMetres ?? null,
      });
    }
    if (station.detail) layDetail(station, at, lines, first);
    else layPlain(station, at, lines.length, first);
  });

  const patterns: TransitNetwork['patterns'] = [];
  const profiles: TransitProfile[] = [];
  const services: TransitService[] = [];
  const trips: TransitTrip[] = [];
  file.lines.forEach((line, lineAt) => {
    for (const direction of line.directions) layDirection(line, lineAt, direction);
  });
  return {
    version: 1,
    name: file.name,
    timeZone: file.timeZone,
    stations: file.stations.map(({ id, name, lonLat }) => ({ id, name, lonLat })),
    platforms,
    stops,
    entrances,
    elements,
    ways,
    lines: file.lines.map((line) => ({
      id: line.id,
      name: line.name,
      mode: line.mode,
      vehicle: line.vehicle,
      clearanceSeconds: line.clearanceSeconds,
      turnBackSeconds: line.turnBackSeconds,
      maximumDwellSeconds: line.maximumDwellSeconds,
      holdsToTimetable: false,
      kind: line.kind,
    })),
    patterns,
    profiles,
    trips,
    services,
  };

  function layPlain(station: LinesStation, at: number, lines: number, first: number): void {
    const entrance = entrances.length;
    entrances.push({
      id: entranceIdSchema.parse(`${station.id}/street`),
      name: station.name,
      station: at,
      personsPerMinute: null,
      walkSeconds: PLAIN_WALK_SECONDS,
      share: 1,
    });
    for (let platform = first; platform < first + lines; platform += 1) {
      ways.push({ type: 'in', entrance, platform, elements: [] });
      ways.push({ type: 'out', platform, entrance, elements: [] });
    }
    layChanges(first, lines, PLAIN_CHANGE_SECONDS);
  }

  function layChanges(first: number, lines: number, walkSeconds: number): void {
    for (let from = first; from < first + lines; from += 1) {
      for (let to = first; to < first + lines; to += 1) {
        if (from !== to) ways.push({ type: 'change', from, to, elements: [], walkSeconds });
      }
    }
  }

  function addElement(
    station: LinesStation,
    at: number,
    name: string,
    type: TransitElement['type'],
    personsPerMinute: number,
    walkSeconds: number,
  ): number {
    elements.push({
      id: `${station.id}/${name}`,
      station: at,
      type,
      personsPerMinute,
      walkSeconds,
      storagePersons: null,
      kind: 'inferred',
    });
    return elements.length - 1;
  }

  function layDetail(
    station: LinesStation,
    at: number,
    lines: readonly LinesLine[],
    first: number,
  ): void {
    const { detail } = station;
    if (detail === undefined) return;
    const gate = detail.gatePersonsPerMinute;
    const security =
      detail.securityPersonsPerMinute === undefined
        ? []
        : [addElement(station, at, 'security', 'security', detail.securityPersonsPerMinute, 5)];
    const inward = addElement(
      station,
      at,
      'gates-in',
      'gates-in',
      detail.gatesIn * gate,
      HALL_WALK_SECONDS,
    );
    const outward = addElement(station, at, 'gates-out', 'gates-out', detail.gatesOut * gate, 0);
    const doors = detail.entrances.map((label) => {
      entrances.push({
        id: entranceIdSchema.parse(`${station.id}/${label}`),
        name: { zh: `${station.name.zh} ${label}号口`, en: `${station.name.en} exit ${label}` },
        station: at,
        personsPerMinute: detail.entrancePersonsPerMinute,
        walkSeconds: HALL_WALK_SECONDS,
        share: 1,
      });
      return entrances.length - 1;
    });
    lines.forEach((line, index) => {
      const platform = first + index;
      const given = detail.platforms.find((candidate) => candidate.line === line.id);
      const down: number[] = [];
      const up: number[] = [];
      if (given) {
        const each = given.escalatorPersonsPerMinute;
        const name = (way: string): string => `${line.id}/escalators-${way}`;
        down.push(
          addElement(station, at, name('down'), 'escalator', given.escalatorsDown * each, 20),
        );
        up.push(addElement(station, at, name('up'), 'escalator', given.escalatorsUp * each, 20));
      }
      for (const entrance of doors) {
        ways.push({ type: 'in', entrance, platform, elements: [...security, inward, ...down] });
        ways.push({ type: 'out', platform, entrance, elements: [...up, outward] });
      }
    });
    layChanges(first, lines.length, detail.changeSeconds);
  }

  function layDirection(
    line: LinesLine,
    lineAt: number,
    direction: LinesLine['directions'][number],
  ): void {
    const where = `${place}: line ${line.id}, ${direction.id}`;
    const expected = direction.stops.length - (direction.loop ? 0 : 1);
    if (direction.secondsToNext.length !== expected) {
      throw new CityBuildError(
        `${where}: expected ${expected} times between its stops, got ${direction.secondsToNext.length}.`,
      );
    }
    const pattern = patterns.length;
    const list = direction.stops.map((id) => {
      const station = stationAt.get(id);
      const platform = platformOf.get(`${id} ${line.id}`);
      if (station === undefined || platform === undefined) {
        throw new CityBuildError(`${where}: there is no station '${id}'.`);
      }
      stops.push({ id: `${id}/${direction.id}`, station, platform, berths: 1 });
      return stops.length - 1;
    });
    patterns.push({
      id: direction.id,
      line: lineAt,
      headsign: direction.headsign,
      stops: list,
      loop: direction.loop,
    });
    const departureSeconds = [0];
    for (const seconds of direction.secondsToNext) {
      departureSeconds.push((departureSeconds.at(-1) ?? 0) + seconds);
    }
    const arrivalSeconds = departureSeconds.map((second, stop) => {
      const short = (direction.secondsToNext[stop - 1] ?? 0) < 2 * line.dwellSeconds;
      if (short && stop > 0) {
        throw new CityBuildError(
          `${where}: ${direction.secondsToNext[stop - 1]} s to stop ${stop + 1} leave no time to run beside ${line.dwellSeconds} s of dwell.`,
        );
      }
      return stop === 0 ? 0 : second - line.dwellSeconds;
    });
    if (direction.loop) departureSeconds.pop();
    else departureSeconds[departureSeconds.length - 1] = arrivalSeconds.at(-1) ?? 0;
    const profile = profiles.length;
    profiles.push({ pattern, arrivalSeconds, departureSeconds });
    services.push(...servicesOf(direction, profile, where));
    if (direction.lastTrain !== undefined) {
      trips.push({
        id: `${direction.id}/last`,
        profile,
        startSecond: direction.lastTrain,
        block: null,
      });
    }
  }
}
