/** One reader for each format; city models are shaped into drafts here, since that needs their frame. */
import { CityBuildError } from '../../city-build-error.ts';
import { type CoordinateFrame, findFrame } from '../../frames/index.ts';
import { draftCityObject } from '../city-objects/draft-city-objects.ts';
import { metresPerUnit } from '../city-objects/metres-per-unit.ts';
import { readCityGml } from '../citygml/read-citygml.ts';
import { type CityObjectFile, readCityJson } from '../cityjson/read-cityjson.ts';
import { readFlatGeobuf } from '../flatgeobuf/read-flatgeobuf.ts';
import { readGeoJson } from '../geojson/read-geojson.ts';
import { readGeoPackage } from '../geopackage/read-geopackage.ts';
import { readShapefile } from '../shapefile/read-shapefile.ts';
import { readBlockTable } from '../unit-table/read-block-table.ts';
import type { SourceFormat } from './detect-format.ts';
import type { DraftBuilding, DraftFile } from './draft-building.ts';

export interface ReadOptions {
  readonly layer?: string;
  readonly header?: string;
}

export async function readDrafts(
  path: string,
  format: SourceFormat,
  declared: CoordinateFrame | null,
  options: ReadOptions,
): Promise<DraftFile> {
  switch (format) {
    case 'cityjson':
    case 'cityjsonseq': {
      const title = format === 'cityjson' ? 'CityJSON' : 'CityJSONSeq';
      return shapeObjects(await readCityJson(path, options.header), title, declared, path);
    }
    case 'citygml':
      return shapeObjects(await readCityGml(path), 'CityGML', declared, path);
    case 'geojson':
      return readGeoJson(path);
    case 'flatgeobuf':
      return readFlatGeobuf(path);
    case 'shapefile':
      return readShapefile(path);
    case 'geopackage':
      return readGeoPackage(path, options.layer);
    case 'block-table':
      return readBlockTable(path);
    case 'osm':
      throw new CityBuildError(`${path}: expected --osm for OpenStreetMap extracts, got --from.`);
  }
}

function shapeObjects(
  file: CityObjectFile,
  format: string,
  declared: CoordinateFrame | null,
  path: string,
): DraftFile {
  const frameHint = `a ${format} file without referenceSystem or srsName`;
  const stated = file.statedFrame;
  const frame = declared ?? (stated === null ? null : findFrame(stated, path));
  const roots = [...file.objects.values()].filter((object) => object.type === 'Building');
  countOrphans(file, roots.length);
  const first = roots.find((root) => root.surfaces[0]?.rings[0]?.[0])?.surfaces[0]?.rings[0]?.[0];
  // Without a frame the import ends in a moment; shapes in metres do no harm until then.
  const unit = frame && first ? metresPerUnit(frame, first[0], first[1]) : ([1, 1] as const);
  const buildings = roots.flatMap((root): DraftBuilding[] => {
    const draft = draftCityObject(root, file.objects, unit, file.skips.add);
    return draft ? [draft] : [];
  });
  return {
    format,
    statedFrame: stated,
    frameHint,
    buildings,
    skipped: file.skips.list(),
    held: file.held,
  };
}

/** Parts, storeys and units that no building claims are counted, not lost. */
function countOrphans(file: CityObjectFile, roots: number): void {
  const claimed = new Set([...file.objects.values()].flatMap((object) => object.children));
  for (const object of file.objects.values()) {
    if (object.type === 'Building' || claimed.has(object.id)) continue;
    file.skips.add(`${object.type}: no building has it as a child`, object.id);
  }
  if (roots === 0 && file.objects.size > 0) {
    file.skips.add('file: parts without any Building', String(file.objects.size));
  }
}
