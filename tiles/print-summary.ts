/** What a build made, and what it left out with the reason, for the terminal. */
import type { CityManifest } from '#contracts';

export function printSummary(manifest: CityManifest, outDir: string): void {
  const { counts, skipped } = manifest;
  const lines = [
    `${outDir}: ${counts.buildings} buildings, ${counts.storeys} storeys, ${counts.units} units, ${counts.tiles} tiles, ${counts.streetLinks} street links, ${counts.signals} signals, ${counts.walkLinks} walk links, ${counts.stations} stations, ${counts.venues} venues, ${counts.sensors} sensors${counts.transitLines === undefined ? '' : `, ${counts.transitLines} lines`}${counts.busLines === undefined ? '' : `, ${counts.busLines} bus lines, ${counts.busStops} bus stops`}`,
    ...skipped.map(
      ({ reason, count, examples }) =>
        `  ${reason.startsWith('repaired') ? '' : 'left out '}${count}: ${reason} (${examples.slice(0, 3).join(', ')})`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
