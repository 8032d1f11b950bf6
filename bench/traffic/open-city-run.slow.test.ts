/** The streets of Monaco and of central Shanghai load, run, and everybody gets there. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findData } from './data-folder.ts';
import { openCityRun } from './open-city-run.ts';

const EXTRACTS = [
  {
    name: 'Monaco',
    folder: 'monaco-osm',
    file: 'monaco-2021.osm.pbf',
    vehicles: 3000,
    signals: 10,
  },
  {
    name: 'central Shanghai',
    folder: 'shanghai-roads-osm',
    file: 'shanghai_center_5km_roads.osm',
    vehicles: 6000,
    signals: 800,
  },
];

for (const { name, folder, file, vehicles, signals } of EXTRACTS) {
  const data = findData(folder);
  const path = join(data ?? '', file);
  test.skipIf(data === undefined)(
    `${name}: nobody is lost, and after the demand the roads empty`,
    async () => {
      const { run, networks, refused } = await openCityRun({
        city: path,
        demand: { vehicles, seconds: 3600, startSecondOfDay: 17 * 3600 },
        ...{ endSeconds: 14_400, recordSeconds: 900, seed: 1 },
      });
      expect(networks.street.signals.length).toBeGreaterThan(signals);
      expect(refused).toEqual([]);
      for (const at of [1800, 3600, 7200, 14_400]) {
        run.runUntil(at);
        const entered = run.state.tripEntered.filter((ms) => ms >= 0).length;
        const arrived = run.state.tripArrived.filter((ms) => ms >= 0).length;
        expect(entered - arrived).toBe(run.running());
        let onLanes = 0;
        for (const count of run.state.laneCountNow) onLanes += count;
        for (const count of run.state.pocketCountNow) onLanes += count;
        expect(onLanes).toBe(run.running());
      }
      // Demand ended three hours ago; whoever still drives then would stand in a gridlock.
      expect(run.running()).toBe(0);
      expect(run.state.tripArrived.filter((ms) => ms >= 0)).toHaveLength(run.demand.tripId.length);
    },
  );
}
