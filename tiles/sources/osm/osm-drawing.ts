/**
 * Writes small `.osm` files for tests: nodes are placed in metres east and north of 121.4 E 31.2 N.
 * Degrees per metre there: 1/110,860 north, 1/95,300 east (WGS84, good to 0.1 % over a kilometre).
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Tags = Readonly<Record<string, string>>;

export interface OsmDrawing {
  node(east: number, north: number, tags?: Tags): number;
  way(refs: readonly number[], tags: Tags): number;
  /** A closed way over new nodes. */
  ring(points: readonly (readonly [number, number])[], tags: Tags): number;
  relation(members: readonly string[], tags: Tags): number;
  text(): string;
}

export function drawOsm(): OsmDrawing {
  const lines: string[] = [];
  let next = 0;
  const tagText = (tags: Tags) =>
    Object.entries(tags)
      .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
      .join('');
  const node: OsmDrawing['node'] = (east, north, tags = {}) => {
    next += 1;
    const lat = 31.2 + north / 110_860;
    const lon = 121.4 + east / 95_300;
    lines.push(`<node id="${next}" lat="${lat}" lon="${lon}">${tagText(tags)}</node>`);
    return next;
  };
  const way: OsmDrawing['way'] = (refs, tags) => {
    next += 1;
    lines.push(
      `<way id="${next}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${tagText(tags)}</way>`,
    );
    return next;
  };
  return {
    node,
    way,
    ring: (points, tags) => {
      const refs = points.map(([east, north]) => node(east, north));
      return way([...refs, ...refs.slice(0, 1)], tags);
    },
    relation: (members, tags) => {
      next += 1;
      lines.push(`<relation id="${next}">${members.join('')}${tagText(tags)}</relation>`);
      return next;
    },
    text: () => `<?xml version="1.0"?>\n<osm version="0.6">\n${lines.join('\n')}\n</osm>\n`,
  };
}

export function member(type: 'way' | 'node', ref: number, role: string): string {
  return `<member type="${type}" ref="${ref}" role="${role}"/>`;
}

/** Runs `use` with the path of a temporary file that holds the text. */
export async function withOsmFile<T>(
  content: string | Uint8Array,
  use: (path: string) => Promise<T>,
  name = 'drawing.osm',
): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'gezi-osm-'));
  try {
    const path = join(dir, name);
    await writeFile(path, content);
    return await use(path);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
