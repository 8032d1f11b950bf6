/** The part of shpjs 6 (MIT) that Gezi uses; the package ships no types of its own. */

/** GeoJSON geometries in file order, null for records without a shape; without `prj` nothing is reprojected. */
export function parseShp(shp: ArrayBufferView, prj?: string): unknown[];
/** One record a row; `cpg` is the text of the .cpg file. */
export function parseDbf(dbf: ArrayBufferView, cpg?: string): unknown[];
