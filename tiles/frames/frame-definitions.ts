/**
 * The coordinate reference systems that Gezi knows without a network, as PROJ strings.
 * Source: EPSG registry v11 (parameters of projections and of the usual shifts to WGS84). ETRS89,
 * CGCS2000, JGD2011, RGF93, TWD97 and NAD83(2011) are taken as WGS84: they differ by decimetres.
 */

export interface FrameDefinition {
  /** null: degrees on an ellipsoid that is WGS84's to a decimetre. */
  readonly proj: string | null;
  readonly title: string;
}

const GEOGRAPHIC: Readonly<Record<number, string>> = {
  4326: 'WGS 84',
  4979: 'WGS 84 (3D)',
  4258: 'ETRS89',
  4937: 'ETRS89 (3D)',
  4490: 'CGCS2000',
  4480: 'CGCS2000 (3D)',
  6668: 'JGD2011',
  6697: 'JGD2011 + height',
  4171: 'RGF93',
  3824: 'TWD97',
  4019: 'GRS 1980',
};

const tmerc = (lat: number, lon: number, k: number, x: number, y: number, datum: string): string =>
  `+proj=tmerc +lat_0=${lat} +lon_0=${lon} +k=${k} +x_0=${x} +y_0=${y} ${datum} +units=m +no_defs`;
const GRS80 = '+ellps=GRS80';
const RD_DATUM =
  '+ellps=bessel +towgs84=565.4171,50.3319,465.5524,-0.398957,0.343988,-1.8774,4.0725';
const DHDN_DATUM = '+ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7';
const MGI_DATUM = '+ellps=bessel +towgs84=577.326,90.129,463.919,5.137,1.474,5.297,2.4232';

const PROJECTED: Readonly<Record<number, FrameDefinition>> = {
  3857: {
    title: 'Web Mercator',
    proj: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  },
  28992: {
    title: 'Amersfoort / RD New',
    proj: `+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 ${RD_DATUM} +units=m +no_defs`,
  },
  2056: {
    title: 'CH1903+ / LV95',
    proj: '+proj=somerc +lat_0=46.95240555555556 +lon_0=7.439583333333333 +k_0=1 +x_0=2600000 +y_0=1200000 +ellps=bessel +towgs84=674.374,15.056,405.346 +units=m +no_defs',
  },
  2154: {
    title: 'RGF93 / Lambert-93',
    proj: `+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 ${GRS80} +units=m +no_defs`,
  },
  27700: {
    title: 'OSGB36 / British National Grid',
    proj: tmerc(
      49,
      -2,
      0.9996012717,
      400000,
      -100000,
      '+ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489',
    ),
  },
  3414: {
    title: 'SVY21 / Singapore TM',
    proj: tmerc(
      1.366666666666667,
      103.8333333333333,
      1,
      28001.642,
      38744.572,
      '+ellps=WGS84 +towgs84=0,0,0',
    ),
  },
  2326: {
    title: 'Hong Kong 1980 Grid',
    proj: tmerc(
      22.31213333333334,
      114.1785555555556,
      1,
      836694.05,
      819069.8,
      '+ellps=intl +towgs84=-162.619,-276.959,-161.764,0.067753,-2.243649,-1.158827,-1.094246',
    ),
  },
  3826: { title: 'TWD97 / TM2 zone 121', proj: tmerc(0, 121, 0.9999, 250000, 0, GRS80) },
  31256: {
    title: 'MGI / Austria GK East',
    proj: tmerc(0, 16.33333333333333, 1, 0, -5000000, MGI_DATUM),
  },
};

/** Horizontal part of compound systems: heights are used as differences only. */
const COMPOUND: Readonly<Record<number, number>> = {
  7415: 28992,
  5554: 25831,
  5555: 25832,
  5556: 25833,
  7406: 27700,
  7405: 27700,
  9518: 4326,
};

/** Japan Plane Rectangular, zones 1–19: EPSG 6669–6687 (JGD2011). [latitude, longitude] of origin. */
const JAPAN_ORIGINS: readonly (readonly [number, number])[] = [
  [33, 129.5],
  [33, 131],
  [36, 132 + 1 / 6],
  [33, 133.5],
  [36, 134 + 1 / 3],
  [36, 136],
  [36, 137 + 1 / 6],
  [36, 138.5],
  [36, 139 + 5 / 6],
  [40, 140 + 5 / 6],
  [44, 140.25],
  [44, 142.25],
  [44, 144.25],
  [26, 142],
  [26, 127.5],
  [26, 124],
  [26, 131],
  [20, 136],
  [26, 154],
];

/** Older Chinese systems: their shift to WGS84 is not public, so a file in them cannot be placed. */
const WITHOUT_PUBLIC_SHIFT: readonly (readonly [from: number, to: number, title: string])[] = [
  [4214, 4214, 'Beijing 1954'],
  [21413, 21483, 'Beijing 1954 / Gauss-Krüger'],
  [2401, 2442, 'Beijing 1954 / 3-degree Gauss-Krüger'],
  [4610, 4610, 'Xian 1980'],
  [2327, 2390, 'Xian 1980 / Gauss-Krüger'],
];

export function defineEpsg(code: number): FrameDefinition | { readonly unusable: string } | null {
  const horizontal = COMPOUND[code] ?? code;
  const geographic = GEOGRAPHIC[horizontal];
  if (geographic !== undefined) return { proj: null, title: geographic };
  const withheld = WITHOUT_PUBLIC_SHIFT.find(
    ([from, to]) => horizontal >= from && horizontal <= to,
  );
  if (withheld) return { unusable: `${withheld[2]} has no public shift to WGS84` };
  return PROJECTED[horizontal] ?? defineZone(horizontal);
}

function defineZone(code: number): FrameDefinition | null {
  if (code >= 4491 && code <= 4554) return defineGaussKrueger(code);
  if (code >= 25828 && code <= 25838) {
    const zone = code - 25800;
    return { proj: utm(zone, false, GRS80), title: `ETRS89 / UTM zone ${zone}N` };
  }
  if ((code >= 32601 && code <= 32660) || (code >= 32701 && code <= 32760)) {
    const south = code > 32700;
    const zone = code % 100;
    const title = `WGS 84 / UTM zone ${zone}${south ? 'S' : 'N'}`;
    return { proj: utm(zone, south, '+datum=WGS84'), title };
  }
  if (code >= 31466 && code <= 31469) {
    const zone = code - 31464;
    return {
      proj: tmerc(0, zone * 3, 1, zone * 1e6 + 500000, 0, DHDN_DATUM),
      title: `DHDN / 3-degree Gauss-Krüger zone ${zone}`,
    };
  }
  const japan = JAPAN_ORIGINS[code - 6669];
  if (japan) {
    return {
      proj: tmerc(japan[0], japan[1], 0.9999, 0, 0, GRS80),
      title: `JGD2011 / Japan Plane Rectangular CS ${code - 6668}`,
    };
  }
  return null;
}

/**
 * CGCS2000 Gauss-Krüger: 6° zones 13–23 with the zone before the easting (4491–4501), 6° by central
 * meridian 75–135° (4502–4512), 3° zones 25–45 (4513–4533), 3° by central meridian (4534–4554).
 * CGCS2000's ellipsoid is GRS80's to 0.1 mm.
 */
function defineGaussKrueger(code: number): FrameDefinition {
  const numbered = code <= 4501 || (code >= 4513 && code <= 4533);
  const six = code <= 4512;
  const first = six ? (numbered ? 4491 : 4502) : numbered ? 4513 : 4534;
  const zone = code - first + (six ? 13 : 25);
  const meridian = six ? zone * 6 - 3 : zone * 3;
  return {
    proj: tmerc(0, meridian, 1, (numbered ? zone * 1e6 : 0) + 500000, 0, GRS80),
    title: `CGCS2000 / ${six ? 6 : 3}-degree Gauss-Krüger ${numbered ? `zone ${zone}` : `CM ${meridian}E`}`,
  };
}

function utm(zone: number, south: boolean, datum: string): string {
  return `+proj=utm +zone=${zone}${south ? ' +south' : ''} ${datum} +units=m +no_defs`;
}
