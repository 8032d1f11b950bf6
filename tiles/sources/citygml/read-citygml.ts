/**
 * CityGML 3.0 (and the buildings of 2.0, whose element names are the same), read as a stream: the
 * file is never held as text or as a tree. Source: OGC 20-010, OGC 21-006r2; namespaces are told
 * apart by local names only, which are unique among buildings.
 */
import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { CityBuildError } from '../../city-build-error.ts';
import { findFrame } from '../../frames/index.ts';
import { createSkipList } from '../../skip-list.ts';
import {
  type BuildingType,
  type CityObject,
  chooseLod,
  type Surface,
  type Vertex,
} from '../city-objects/city-object.ts';
import type { CityObjectFile } from '../cityjson/read-cityjson.ts';

const TYPES: Readonly<Record<string, BuildingType>> = {
  Building: 'Building',
  BuildingPart: 'BuildingPart',
  Storey: 'BuildingStorey',
  BuildingUnit: 'BuildingUnit',
  BuildingRoom: 'BuildingRoom',
  Room: 'BuildingRoom',
};
const PATCHES = new Set(['Polygon', 'Triangle', 'Rectangle']);
/** Properties whose xlink makes the target a child. */
const MEMBER_LINKS = new Set([
  'buildingRoom',
  'buildingUnit',
  'buildingSubdivision',
  'storey',
  'interiorRoom',
  'consistsOfBuildingPart',
  'buildingPart',
]);

interface OpenObject {
  readonly id: string;
  readonly type: BuildingType;
  readonly depth: number;
  readonly attributes: Record<string, unknown>;
  readonly children: string[];
  readonly surfaces: { readonly lod: number; readonly surface: Surface }[];
  /** Polygons that the object only points to. */
  readonly links: { readonly lod: number; readonly target: string }[];
}

export async function readCityGml(path: string): Promise<CityObjectFile> {
  const reader = createReader(path);
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on('error', (error) => {
    throw new CityBuildError(`${path}: expected well-formed XML: ${error.message}.`);
  });
  parser.on('opentag', (tag) => reader.open(localName(tag.name), tag.attributes));
  parser.on('text', reader.text);
  parser.on('closetag', (tag) => reader.close(localName(tag.name)));
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 18 });
  for await (const chunk of stream) parser.write(String(chunk));
  parser.close();
  return reader.finish();
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  for (const [key, value] of Object.entries(attributes)) {
    if (localName(key) === name) return value;
  }
  return undefined;
}

function createReader(path: string) {
  const skips = createSkipList();
  const objects = new Map<string, OpenObject>();
  const polygons = new Map<string, Surface>();
  const counts = new Map<string, number>();
  const names: string[] = [];
  const open: OpenObject[] = [];
  let frame: string | null = null;
  let isCityGml = false;
  let text = '';
  let polygon: { readonly id: string | null; readonly rings: Vertex[][] } | null = null;
  let coordinates: number[] = [];
  let dimension = 3;
  let genericName: string | null = null;

  const lodOf = (): number => {
    for (let i = names.length - 1; i >= 0; i -= 1) {
      const lod = /^lod(\d)/.exec(names[i] ?? '')?.[1];
      if (lod !== undefined) return Number(lod);
    }
    return 2;
  };
  const surfaceType = (): string | null => {
    const start = open.at(-1)?.depth ?? 0;
    for (let i = names.length - 1; i >= start; i -= 1) {
      const name = names[i] ?? '';
      if (name.endsWith('Surface') && !/^(Multi|Composite|lod)/.test(name)) return name;
    }
    return null;
  };

  const openObject = (type: BuildingType, attributes: Readonly<Record<string, string>>): void => {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    const id = attribute(attributes, 'id') ?? `${type}/${count}`;
    const object: OpenObject = {
      id,
      type,
      depth: names.length,
      attributes: {},
      children: [],
      surfaces: [],
      links: [],
    };
    open.at(-1)?.children.push(id);
    if (objects.has(id)) skips.add(`${type}: its id was taken before`, id);
    else objects.set(id, object);
    open.push(object);
  };

  const closeRing = (): void => {
    const points: Vertex[] = [];
    for (let i = 0; i + dimension <= coordinates.length; i += dimension) {
      points.push([
        coordinates[i] ?? Number.NaN,
        coordinates[i + 1] ?? Number.NaN,
        dimension > 2 ? (coordinates[i + 2] ?? Number.NaN) : 0,
      ]);
    }
    // GML repeats the first point.
    const [first] = points;
    const last = points.at(-1);
    if (first && last && first.every((value, axis) => value === last[axis])) points.pop();
    polygon?.rings.push(points);
    coordinates = [];
  };

  const closePolygon = (): void => {
    const made = polygon;
    polygon = null;
    if (!made) return;
    const surface: Surface = { type: surfaceType(), rings: made.rings };
    if (made.id !== null) polygons.set(made.id, surface);
    const isBroken = made.rings.flat(2).some((value) => !Number.isFinite(value));
    const owner = open.at(-1);
    if (isBroken)
      skips.add(
        'CityGML: polygon with an unreadable position left out',
        made.id ?? owner?.id ?? '?',
      );
    else owner?.surfaces.push({ lod: lodOf(), surface });
  };

  const closeText = (name: string): void => {
    const value = text.trim();
    const owner = open.at(-1);
    if (value === '') return;
    if (name === 'pos' || name === 'posList') {
      for (const part of value.split(/\s+/)) coordinates.push(Number(part));
      return;
    }
    if (!owner || polygon) return;
    const parent = names.at(-2) ?? '';
    const isDirect = names.length === owner.depth + 2;
    if (isDirect) owner.attributes[name] ??= value;
    else if (parent === 'Height' && name === 'value') owner.attributes.measuredHeight ??= value;
    else if (/Attribute$/.test(parent)) {
      if (name === 'name') genericName = value;
      else if (name === 'value' && genericName !== null) owner.attributes[genericName] ??= value;
    }
  };

  return {
    open: (name: string, attributes: Readonly<Record<string, string>>): void => {
      if (names.length === 0) isCityGml = name === 'CityModel';
      text = '';
      frame ??= attribute(attributes, 'srsName') ?? null;
      const type = TYPES[name];
      const href = attribute(attributes, 'href')?.replace(/^#/, '');
      if (type) openObject(type, attributes);
      else if (PATCHES.has(name)) polygon = { id: attribute(attributes, 'id') ?? null, rings: [] };
      else if (name === 'pos' || name === 'posList') {
        dimension = Number(attribute(attributes, 'srsDimension') ?? dimension) || 3;
      } else if (href !== undefined && MEMBER_LINKS.has(name)) open.at(-1)?.children.push(href);
      else if (href !== undefined && /^(surfaceMember|baseSurface)$/.test(name)) {
        open.at(-1)?.links.push({ lod: lodOf(), target: href });
      } else if (/Attribute$/.test(name)) genericName = attribute(attributes, 'name') ?? null;
      names.push(name);
    },
    text: (value: string): void => {
      text += value;
    },
    close: (name: string): void => {
      closeText(name);
      text = '';
      if (name === 'LinearRing') closeRing();
      else if (PATCHES.has(name)) closePolygon();
      names.pop();
      if (TYPES[name] && open.at(-1)?.depth === names.length) open.pop();
    },
    finish: (): CityObjectFile => {
      if (!isCityGml) {
        throw new CityBuildError(`${path}: expected a CityModel as root element, it is none.`);
      }
      const made = new Map([...objects].map(([id, object]) => [id, freeze(object, polygons)]));
      const held = [...counts].map(([type, count]) => `${count} ${type}`).join(', ');
      return { statedFrame: frame === null ? null : withAxes(frame), objects: made, skips, held };
    },
  };
}

/** Surfaces of the object's chosen level; those it points to only where it has none of its own. */
function freeze(object: OpenObject, polygons: ReadonlyMap<string, Surface>): CityObject {
  const linked = object.links.flatMap(({ lod, target }) => {
    const surface = polygons.get(target);
    return surface ? [{ lod, surface }] : [];
  });
  const given = object.surfaces.length > 0 ? object.surfaces : linked;
  const lod = chooseLod(given.map((one) => one.lod));
  return {
    id: object.id,
    type: object.type,
    attributes: object.attributes,
    children: object.children,
    surfaces: given.filter((one) => one.lod === lod).map((one) => one.surface),
  };
}

/** Geographic systems named by EPSG put latitude first (OGC Axis Order Policy). */
function withAxes(srsName: string): string {
  if (/CRS84/i.test(srsName)) return srsName;
  try {
    return findFrame(srsName, 'srsName').kind === 'geographic' ? `${srsName}/lat-lon` : srsName;
  } catch {
    return srsName;
  }
}
