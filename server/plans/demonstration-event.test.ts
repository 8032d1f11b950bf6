import { join } from 'node:path';
import { expect, test } from 'vitest';
import { districtNetworksSchema, NETWORKS_VERSION } from '#contracts';
import { readDemonstrationEvent } from './demonstration-event.ts';

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
    id: 'demonstration-2026-11-22',
    endMs: Date.parse('2026-11-22T14:00:00Z'),
  });
  expect(readDemonstrationEvent(path, day, networks('elsewhere'))).toBeNull();
  expect(readDemonstrationEvent('/nowhere.json', day, networks('elsewhere'))).toBeNull();
});
