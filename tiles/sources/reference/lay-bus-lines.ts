/** Bus lines of the facts, one a direction; where their stops lie outside what is built, they end at its border. */
import type { SourceBusLine } from '../source-city.ts';
import type { ReferenceFacts } from './read-reference-facts.ts';

export function layBusLines({ buses }: ReferenceFacts): readonly SourceBusLine[] {
  return buses.lines.flatMap((line): SourceBusLine[] => {
    const stops = line.stops.map(({ name, point }, index) => ({
      id: `ref/bus-${line.id}-${index + 1}`,
      name,
      point,
    }));
    const direction = (id: string, to: typeof line.to, calls: typeof stops): SourceBusLine => ({
      id: `ref/${id}`,
      name: { zh: `${line.number.zh} → ${to.zh}`, en: `${line.number.en} → ${to.en}` },
      stops: calls,
      headwaySeconds: { value: line.headwaySeconds, source: buses.hoursSource },
      firstSecond: line.first,
      lastSecond: line.last,
      capacityPersons: buses.capacityPersons,
    });
    const there = direction(line.id, line.to, stops);
    if (!line.bothWays) return [there];
    return [there, direction(`${line.id}-back`, line.from, [...stops].reverse())];
  });
}
