/** 4 × 4 blocks of 640 m with four houses each, `way/0` to `way/63`: 48 tiles. For tests. */
import { box, plainCity } from '../../model/testing/plain-city.ts';
import type { SourceBuilding, SourceCity } from '../../sources/source-city.ts';

export function drawTown(
  change: (building: SourceBuilding) => SourceBuilding = (one) => one,
): SourceCity {
  const buildings = Array.from({ length: 64 }, (_, index) => {
    const block = index >> 2;
    const east = (block % 4) * 640 + (index % 2) * 60;
    const north = Math.floor(block / 4) * 640 + ((index >> 1) % 2) * 60;
    return change(
      box(`way/${index}`, [east, north, 24, 14], { use: 'residential', levels: 2 + (index % 3) }),
    );
  });
  return plainCity({ buildings });
}
