/**
 * Who rides a city's lines where nobody has counted: a mean Shanghai station's entries a day times the
 * lines that meet at the station, over their mean. A station of two lines draws twice as many as one of
 * one: an assumption; how far it is off is in docs/models/transit.md.
 */
import { type CityTransit, MEAN_STATION_ENTRIES_PER_DAY, type TransitNetwork } from '#contracts';

export function inferRiders(network: TransitNetwork): CityTransit['riders'] {
  const linesAt = network.stations.map(() => new Set<number>());
  for (const { line, stops } of network.patterns) {
    for (const stop of stops) linesAt[network.stops[stop]?.station ?? -1]?.add(line);
  }
  const mean = linesAt.reduce((sum, lines) => sum + lines.size, 0) / Math.max(1, linesAt.length);
  return {
    entriesPerDay: linesAt.map(({ size }) =>
      Math.round((MEAN_STATION_ENTRIES_PER_DAY * size) / Math.max(1, mean)),
    ),
    kind: 'inferred',
    rule: {
      zh: `各站日均进站 ${MEAN_STATION_ENTRIES_PER_DAY} 人（上海 288 站，2015-04-01），按经过线路数分配；分时规律与去向为推算`,
      en: `${MEAN_STATION_ENTRIES_PER_DAY} entries a day at a mean station (288 of Shanghai, 2015-04-01), shared by the lines that meet there; hours and goals are inferred`,
    },
  };
}
