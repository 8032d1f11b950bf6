/**
 * Heights of a building's floors. Where every part states the level and the height of both its ends,
 * floors follow those (a podium's are higher than its tower's); else all storeys are equally high.
 * Either way they add up to the building from base to eaves.
 */
import type { SourceBuilding, SourceSolid } from '../sources/source-city.ts';
import { roofHeightOf } from './infer-heights.ts';

export interface FloorSpan {
  readonly firstLevel: number;
  readonly storeys: number;
  readonly baseMetres: number;
  readonly eavesMetres: number;
}

/** A level stated at two heights this far apart is no level. */
const TOLERANCE_METRES = 0.05;

/** Heights of the floors above the base, lowest first, and of the eaves: `storeys` + 1 values. */
export function planFloorHeights(
  building: Pick<SourceBuilding, 'parts'>,
  span: FloorSpan,
): number[] {
  const stated = statedLevels(building.parts, span);
  const heights: number[] = [];
  for (let i = 1; i < stated.length; i += 1) {
    const [below, above] = [stated[i - 1], stated[i]];
    if (!below || !above) continue;
    const count = above.level - below.level;
    for (let k = 0; k < count; k += 1)
      heights.push(below.metres + ((above.metres - below.metres) * k) / count);
  }
  heights.push(span.eavesMetres);
  return heights;
}

interface StatedLevel {
  readonly level: number;
  readonly metres: number;
}

function statedLevels(parts: readonly SourceSolid[], span: FloorSpan): StatedLevel[] {
  const { firstLevel, storeys, baseMetres, eavesMetres } = span;
  const ends: StatedLevel[] = [
    { level: firstLevel, metres: baseMetres },
    { level: firstLevel + storeys, metres: eavesMetres },
  ];
  const found = new Map<number, number>();
  for (const part of parts) {
    const { levels, minLevel, heightMetres, minHeightMetres } = part;
    if (levels === undefined || minLevel === undefined) return ends;
    if (heightMetres === undefined || minHeightMetres === undefined) return ends;
    for (const [level, metres] of [
      [minLevel, minHeightMetres],
      [levels, heightMetres - roofHeightOf(part)],
    ] as const) {
      const known = found.get(level) ?? metres;
      if (!Number.isInteger(level) || Math.abs(known - metres) > TOLERANCE_METRES) return ends;
      found.set(level, known);
    }
  }
  const sorted = [...found]
    .map(([level, metres]) => ({ level, metres }))
    .sort((a, b) => a.level - b.level);
  const rises = sorted.every((at, i) => i === 0 || at.metres > (sorted[i - 1]?.metres ?? 0));
  const [first, last] = [sorted[0], sorted.at(-1)];
  const fits = (at: StatedLevel | undefined, end: StatedLevel | undefined): boolean =>
    !!at && !!end && at.level === end.level && Math.abs(at.metres - end.metres) <= TOLERANCE_METRES;
  return rises && fits(first, ends[0]) && fits(last, ends[1]) ? sorted : ends;
}
