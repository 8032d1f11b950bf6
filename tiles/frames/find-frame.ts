/**
 * The frame that a source's coordinates are in, from what the user declares or the file states:
 * `EPSG:25833`, a URN or URL of EPSG, `WGS84`, `CGCS2000`, `GCJ-02`, `BD-09`, a PROJ string or the
 * WKT of a .prj. Everything is defined locally (frame-definitions.ts).
 */
import proj4 from 'proj4';
import { CityBuildError } from '../city-build-error.ts';
import { type LonLat, wgs84FromBd09, wgs84FromGcj02 } from './convert-gcj02.ts';
import { defineEpsg } from './frame-definitions.ts';

export interface CoordinateFrame {
  /** As it can be given to `--frame` again. */
  readonly name: string;
  readonly title: string;
  /** Degrees or metres. */
  readonly kind: 'geographic' | 'projected';
  /** WGS84 of a position; not finite where the position lies outside the projection. */
  lonLatFrom(x: number, y: number): LonLat;
}

const LAT_LON = '/lat-lon';

/** Throws CityBuildError for text that names no known frame; `place` says where the text stood. */
export function findFrame(text: string, place: string): CoordinateFrame {
  const trimmed = text.trim();
  if (trimmed.toLowerCase().endsWith(LAT_LON)) {
    const frame = findFrame(trimmed.slice(0, -LAT_LON.length), place);
    return {
      ...frame,
      name: `${frame.name}${LAT_LON}`,
      lonLatFrom: (x, y) => frame.lonLatFrom(y, x),
    };
  }
  const named = namedFrame(trimmed);
  if (named) return named;
  const code = epsgCodeOf(trimmed);
  if (code !== null) return epsgFrame(code, place);
  if (trimmed.startsWith('+proj=')) return projFrame(trimmed, trimmed, 'PROJ string', place);
  if (/^(PROJCS|GEOGCS|COMPD_CS|PROJCRS|GEOGCRS|COMPOUNDCRS)\s*\[/i.test(trimmed)) {
    return wktFrame(trimmed, place);
  }
  throw new CityBuildError(
    `${place}: expected a frame such as EPSG:4490, EPSG:25833, WGS84, CGCS2000, GCJ-02, BD-09 or a PROJ string, got "${trimmed.slice(0, 80)}".`,
  );
}

function namedFrame(text: string): CoordinateFrame | null {
  const plain = text.toUpperCase().replace(/[\s_-]/g, '');
  if (plain === 'WGS84' || plain.endsWith('CRS84') || plain.endsWith('CRS84H')) {
    return geographic('EPSG:4326', 'WGS 84');
  }
  if (plain === 'CGCS2000') return geographic('EPSG:4490', 'CGCS2000');
  if (plain === 'GCJ02') return shifted('GCJ-02', wgs84FromGcj02);
  if (plain === 'BD09' || plain === 'BD09LL') return shifted('BD-09', wgs84FromBd09);
  return null;
}

function geographic(name: string, title: string): CoordinateFrame {
  return { name, title, kind: 'geographic', lonLatFrom: (x, y) => [x, y] };
}

function shifted(name: string, inverse: (place: LonLat) => LonLat): CoordinateFrame {
  return { name, title: name, kind: 'geographic', lonLatFrom: (x, y) => inverse([x, y]) };
}

/** `EPSG:4549`, `urn:ogc:def:crs:EPSG::7415`, `https://www.opengis.net/def/crs/EPSG/0/7415`. */
function epsgCodeOf(text: string): number | null {
  // German state surveys' own names, `urn:adv:crs:ETRS89_UTM32*DE_DHHN92_NH`.
  const german = /^urn:adv:crs:ETRS89_UTM(\d\d)\b/i.exec(text) ?? /^ETRS89_UTM(\d\d)/i.exec(text);
  if (german?.[1]) return 25800 + Number(german[1]);
  // In compound URNs the horizontal system comes first.
  const match =
    /^EPSG:{1,2}(\d{4,6})$/i.exec(text) ??
    /crs:EPSG:[^:,]*:(\d{4,6})/i.exec(text) ??
    /\/crs\/EPSG\/[^/]+\/(\d{4,6})/i.exec(text) ??
    /^(\d{4,6})$/.exec(text);
  return match?.[1] ? Number(match[1]) : null;
}

function epsgFrame(code: number, place: string): CoordinateFrame {
  const definition = defineEpsg(code);
  if (!definition) {
    throw new CityBuildError(
      `${place}: expected a frame that is defined offline, EPSG:${code} is not; give its PROJ string instead (--frame '+proj=…', from epsg.io/${code}).`,
    );
  }
  if ('unusable' in definition) {
    throw new CityBuildError(
      `${place}: EPSG:${code}: ${definition.unusable}; expected CGCS2000, WGS84, GCJ-02 or BD-09: have the data converted by who owns the local parameters, or give a PROJ string with +towgs84.`,
    );
  }
  const name = `EPSG:${code}`;
  if (definition.proj === null) return geographic(name, definition.title);
  return projFrame(definition.proj, name, definition.title, place);
}

function projFrame(proj: string, name: string, title: string, place: string): CoordinateFrame {
  try {
    const converter = proj4(proj, 'WGS84');
    const isDegrees = /\+proj=(longlat|latlong)\b/.test(proj) || /^GEOG/i.test(proj);
    return {
      name,
      title,
      kind: isDegrees ? 'geographic' : 'projected',
      lonLatFrom: (x, y) => {
        // proj4 throws on what is not finite; a broken vertex is for the caller to quarantine.
        if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN];
        const [lon, lat] = converter.forward([x, y]);
        return [lon ?? Number.NaN, lat ?? Number.NaN];
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CityBuildError(
      `${place}: expected a projection that can be read, got "${name.slice(0, 80)}" (${reason}).`,
    );
  }
}

/** Names in .prj files of ESRI, which carry neither EPSG code nor datum shift. */
const ESRI_NAMES: Readonly<Record<string, number>> = {
  RD_New: 28992,
  British_National_Grid: 27700,
  CH1903plus_LV95: 2056,
  'CH1903+_LV95': 2056,
  Hong_Kong_1980_Grid: 2326,
  SVY21: 3414,
  SVY21_Singapore_TM: 3414,
  MGI_Austria_GK_East: 31256,
};
/** Datums that are WGS84 to a few decimetres: no shift is needed. */
const LIKE_WGS84 =
  /WGS_?\s?(19)?84|ETRS_?(19)?89|European_Terrestrial|CGCS_?2000|China_2000|China_Geodetic|GRS_?(19)?80|JGD_?2011|Japanese_Geodetic_Datum_20|RGF_?(19)?93|TWD_?(19)?97|Taiwan_Datum_1997|NAD_?(19)?83|North_American_(Datum_)?1983|SVY21|GDA_?(94|2020)/i;

function wktFrame(wkt: string, place: string): CoordinateFrame {
  // The last authority in the text is the whole system's own.
  const codes = [
    ...wkt.matchAll(/(?:AUTHORITY\s*\[\s*"EPSG"\s*,\s*"?|ID\s*\[\s*"EPSG"\s*,\s*)(\d+)/gi),
  ];
  const rootCode = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?\d+"?\s*\]\s*\]\s*$/i.test(wkt)
    ? Number(codes.at(-1)?.[1])
    : Number.NaN;
  const name = /^\w+\s*\[\s*"([^"]+)"/.exec(wkt)?.[1] ?? 'WKT';
  const code = Number.isFinite(rootCode) ? rootCode : ESRI_NAMES[name.replace(/\s+/g, '_')];
  if (code !== undefined && defineEpsg(code)) return epsgFrame(code, place);
  const datum = /(?:DATUM|ENSEMBLE)\s*\[\s*"([^"]+)"/i.exec(wkt)?.[1] ?? '';
  if (!/TOWGS84/i.test(wkt) && !LIKE_WGS84.test(datum)) {
    throw new CityBuildError(
      `${place}: expected a datum near WGS84 or one with its shift, "${name}" has neither; declare the system by code: --frame EPSG:….`,
    );
  }
  return projFrame(wkt, name, name, place);
}
