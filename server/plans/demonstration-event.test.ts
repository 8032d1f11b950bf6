import { join } from 'node:path';
import { expect, test } from 'vitest';
import { districtNetworksSchema, NETWORKS_VERSION } from '#contracts';
import { localTimeMs, readDemonstrationEvent } from './demonstration-event.ts';

test.each([
  // 2026-11-22 00:30 in Shanghai is still the 21st in UTC.
  ['2026-11-21T16:30:00Z', 'Asia/Shanghai', '19:30', '2026-11-22T11:30:00Z'],
  ['2026-06-01T12:00:00Z', 'Europe/Paris', '22:00', '2026-06-01T20:00:00Z'],
  ['2026-01-01T12:00:00.789Z', 'Europe/Paris', '22:00', '2026-01-01T21:00:00Z'],
])('%s in %s: today’s %s is %s', (now, timeZone, time, expected) => {
  const ms = localTimeMs({ nowMs: Date.parse(now), timeZone }, time);
  expect(new Date(ms).toISOString().replace('.000', '')).toBe(expected);
});

test('the reference district’s concert is an event of tonight, if its venue is there', () => {
  const path = join(import.meta.dirname, '../../data/reference-district/event.json');
  const day = { nowMs: Date.parse('2026-11-22T11:00:00Z'), timeZone: 'Asia/Shanghai' };
  const networks = (venue: string) =>
    districtNetworksSchema.parse({
      version: NETWORKS_VERSION,
      street: { nodes: [], links: [], forbiddenTurns: [], signals: [] },
      walk: { nodes: [], links: [] },
      ...{ stations: [], sensors: [] },
      venues: [
        {
          ...{
            id: venue,
            name: { zh: '场', en: 'V' },
            outline: [
              [
                [0, 0],
                [1, 0],
                [1, 1],
              ],
            ],
            carParks: [],
          },
          capacityPersons: { value: 1, kind: 'measured', source: 's' },
          gates: [
            { id: 'g', name: { zh: '门', en: 'G' }, node: 0, widthMetres: 1, kind: 'measured' },
          ],
        },
      ],
    });
  const event = readDemonstrationEvent(path, day, networks('ref/shanghai-stadium'));
  expect(event).toMatchObject({
    id: 'demonstration-concert',
    endMs: Date.parse('2026-11-22T14:00:00Z'),
  });
  expect(readDemonstrationEvent(path, day, networks('elsewhere'))).toBeNull();
  expect(readDemonstrationEvent('/nowhere.json', day, networks('elsewhere'))).toBeNull();
});
