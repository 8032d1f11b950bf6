/** Areas of the city, parents before children: district, streets, committees, grids. */
import type { DatabaseSync } from 'node:sqlite';
import {
  AREA_LEVELS,
  type AreaId,
  type AreaLevel,
  areaSchema,
  type LocalizedText,
  type ValueKind,
} from '#contracts';

export interface AreaRecord {
  readonly id: AreaId;
  readonly level: AreaLevel;
  readonly name: LocalizedText;
  readonly kind: ValueKind;
  /** Index into the same list; −1 at the top. */
  readonly parent: number;
}

const rowSchema = areaSchema.omit({ outline: true });

export function readAreas(sqlite: DatabaseSync): readonly AreaRecord[] {
  const rows = sqlite.prepare('SELECT id, level, parent, name_zh, name_en, kind FROM area').all();
  const areas = rows.map(({ name_zh: zh, name_en: en, ...row }) =>
    rowSchema.parse({ ...row, name: { zh, en } }),
  );
  const depth = (level: AreaLevel): number => AREA_LEVELS.indexOf(level);
  areas.sort((a, b) => depth(a.level) - depth(b.level));
  const index = new Map(areas.map((area, i) => [area.id, i]));
  return areas.map(({ parent, ...area }, i) => {
    if (parent === null) return { ...area, parent: -1 };
    const found = index.get(parent);
    if (found === undefined || found >= i) {
      throw new Error(`area ${area.id}: expected a parent above it, got ${parent}`);
    }
    return { ...area, parent: found };
  });
}

/** From the area itself up to the district. */
export function* ancestorsOf(areas: readonly AreaRecord[], area: number): Generator<number> {
  for (let at = area; at >= 0; at = areas[at]?.parent ?? -1) yield at;
}
