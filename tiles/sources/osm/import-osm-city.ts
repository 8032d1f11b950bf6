/** An OpenStreetMap extract → SourceCity: the first stage of the build for real districts. */

import findTimeZone from '@photostructure/tz-lookup';
import type { FrameOrigin, LocalizedText } from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import { createSkipList } from '../../skip-list.ts';
import { keepOrigin } from '../keep-origin.ts';
import type { SourceCity } from '../source-city.ts';
import { collectBuildings } from './collect-buildings.ts';
import { collectBusLines } from './collect-bus-lines.ts';
import { collectSquares, collectStations, collectVenues } from './collect-places.ts';
import { collectTurnRestrictions, collectWays } from './collect-ways.ts';
import { findOrigin, placeNodes } from './place-nodes.ts';
import { readOsmFile } from './read-osm-file.ts';

export interface OsmImportOptions {
  readonly path: string;
  readonly district: string;
  readonly name: LocalizedText;
  /** IANA zone; found from the place when absent. */
  readonly timeZone?: string;
  /** Of the city that this one replaces. */
  readonly originBefore?: FrameOrigin;
  /** An extract of roads alone is enough: for networks, not for a city that is to be shown. */
  readonly roadsAlone?: boolean;
}

export async function importOsmCity(options: OsmImportOptions): Promise<SourceCity> {
  const data = await readOsmFile(options.path);
  const skips = createSkipList();
  for (const node of data.nodesOutOfRange) {
    skips.add('node: expected latitude within ±90 and longitude within ±180', node);
  }
  const centre = findOrigin(data, options.roadsAlone === true ? 'highway' : 'building');
  if (!centre) {
    const broken = data.nodesOutOfRange[0];
    throw new CityBuildError(
      broken !== undefined
        ? `${options.path}: expected buildings with coordinates within lat ±90, lon ±180, found none; ${data.nodesOutOfRange.length} nodes are out of range, first ${broken}.`
        : `${options.path}: expected ways or multipolygons tagged building=*, found none among ${data.ways.size} ways and ${data.relations.length} relations.`,
    );
  }
  const origin = keepOrigin(centre, options.originBefore);
  const places = placeNodes(data, origin);
  const buildings = collectBuildings(data, places, skips.add);
  if (buildings.length === 0 && options.roadsAlone !== true) {
    const reasons = skips.list().map((entry) => `${entry.reason} (${entry.count})`);
    throw new CityBuildError(
      `${options.path}: expected at least one usable building, every one was skipped: ${reasons.join('; ')}.`,
    );
  }
  const signalNodes: string[] = [];
  const crossingNodes: string[] = [];
  for (const node of data.nodes.values()) {
    if (node.tags.highway === 'traffic_signals') signalNodes.push(String(node.id));
    else if (node.tags.highway === 'crossing') crossingNodes.push(String(node.id));
  }
  return {
    district: options.district,
    name: options.name,
    timeZone: options.timeZone ?? findTimeZone(origin.latDegrees, origin.lonDegrees),
    origin,
    sources: [
      {
        name: 'OpenStreetMap',
        licence: 'ODbL 1.0',
        attribution: '© OpenStreetMap contributors',
        kind: 'measured',
        note: null,
      },
    ],
    statedKind: 'measured',
    buildings,
    ...collectWays(data, places, skips.add),
    squares: collectSquares(data, places, skips.add),
    turnRestrictions: collectTurnRestrictions(data, skips.add),
    signalNodes,
    crossingNodes,
    stations: collectStations(data, places, skips.add),
    venues: collectVenues(data, places, skips.add),
    busLines: collectBusLines(data, places, skips.add),
    skipped: skips.list(),
  };
}
