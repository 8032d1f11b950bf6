/**
 * Which station and which entrance of the lines stands behind which of the district: by id, else by
 * Chinese name; entrances by id, else by the exit label at the end of their ids (站 … 2号口), and all to
 * the one entrance of a station that the lines tell without detail. Made once, when a run is coupled.
 */
import { stationsBehind } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import type { TransitModel } from '../transit/index.ts';

export const UNCOUPLED = -1;

export interface StationMatch {
  /** By station of the district: station of the lines, UNCOUPLED without one. */
  readonly transitStation: Int32Array;
  /** By entrance of the district's model. */
  readonly transitEntrance: Int32Array;
  /** Lines that serve a coupled station and that the network of lines does not have. */
  readonly missingLines: readonly { readonly station: string; readonly lines: readonly string[] }[];
}

export function matchStations(district: DistrictModel, transit: TransitModel): StationMatch {
  const { stations } = district.networks;
  const { network } = transit;
  const transitStation = Int32Array.from(stations, (station) => {
    const named = stationsBehind(network, station);
    if (named.length > 1) {
      throw new Error(
        `coupling: station '${station.id}' (${station.name.zh}) fits ${named.length} stations of '${network.name}'; give one of them its id`,
      );
    }
    return named[0] ?? UNCOUPLED;
  });
  const entranceIds = stations.flatMap(({ entrances }) => entrances.map(({ id }) => String(id)));
  const transitEntrance = Int32Array.from(district.entrances, ({ station }, index) => {
    const behind = transitStation[station] as number;
    if (behind === UNCOUPLED) return UNCOUPLED;
    const id = entranceIds[index] ?? '';
    const there = network.entrances.flatMap((entrance, at) =>
      entrance.station === behind ? [{ id: String(entrance.id), at }] : [],
    );
    const fits = (test: (other: string) => boolean): number | undefined =>
      there.find((other) => test(other.id))?.at;
    const found =
      fits((other) => other === id) ??
      fits((other) => labelOf(other) === labelOf(id)) ??
      (there.length === 1 ? there[0]?.at : undefined);
    if (found === undefined) {
      throw new Error(
        `coupling: entrance '${id}' fits none of ${there.map((other) => `'${other.id}'`).join(', ')}; give both the same id or the same label at the end`,
      );
    }
    return found;
  });
  const missingLines = stations.flatMap((station, index) => {
    const behind = transitStation[index] as number;
    if (behind === UNCOUPLED) return [];
    const served = new Set(
      network.patterns.flatMap(({ line, stops }) =>
        stops.some((stop) => network.stops[stop]?.station === behind)
          ? [network.lines[line]?.id]
          : [],
      ),
    );
    const lines = station.lines.filter((line) => !served.has(line));
    return lines.length === 0 ? [] : [{ station: String(station.id), lines }];
  });
  return { transitStation, transitEntrance, missingLines };
}

const labelOf = (id: string): string => id.split(/[/-]/).at(-1) ?? id;
