/**
 * A selection of units as a file, row by row: CSV that Excel in Chinese opens (UTF-8 with its mark,
 * CRLF, texts that look like formulas disarmed) or GeoJSON (WGS84, RFC 7946). Every file says where
 * it is from, when it was made and of what kind its rows are. Contacts are masked unless `contactOf`
 * gives them whole.
 */

import type { CellQuantityId } from '#contracts';
import {
  CELL_QUANTITIES,
  createLocalFrame,
  type LocalizedText,
  type Point,
  type Polygon,
  type UnitRow,
} from '#contracts';
import type { LiveBytes } from './filter-units.ts';
import { listUnits } from './list-units.ts';
import { maskedContacts } from './masked-contacts.ts';
import type { City } from './open-city.ts';
import { createOutlineReader } from './outlines.ts';

export interface ExportOptions {
  readonly format: 'csv' | 'geojson';
  readonly lang: 'zh' | 'en';
  readonly quantity: CellQuantityId | null;
  readonly live: LiveBytes;
  /** District time that live values belong to, and who asked: both stand in the file. */
  readonly atMs: number;
  readonly actor: string;
  /** Whole contacts of a revealed export; null: masked. */
  readonly contactOf: ((cell: UnitRow['cell']) => Contact | null) | null;
}

interface Contact {
  readonly contactName: string;
  readonly contactPhone: string;
}

/** Rows are made a batch at a time, so that a district's export never lies in memory whole. */
const BATCH = 2_000;

export function* exportUnits(
  city: City,
  units: Uint32Array,
  options: ExportOptions,
): Generator<string> {
  const write = options.format === 'csv' ? csvWriter(city, options) : geoJsonWriter(city, options);
  yield write.begin(units.length);
  for (let at = 0; at < units.length; at += BATCH) {
    const rows = listUnits(city, units.subarray(at, at + BATCH), options.quantity, options.live);
    const contacts = options.contactOf ?? maskedContacts(city, rows);
    yield rows.map((row, i) => write.row(row, contacts(row.cell), at + i === 0)).join('');
  }
  yield write.end();
}

interface Writer {
  begin(count: number): string;
  row(row: UnitRow, contact: Contact | null, isFirst: boolean): string;
  end(): string;
}

const HEADINGS = {
  zh: '单元编码,建筑,地址,楼层,房号,用途,面积（平方米）,区域,登记类型,单位名称,联系人,联系电话,告警级别,数值,数值单位,数据性质',
  en: 'Unit code,Building,Address,Storey,Number,Use,Area (m²),Area unit,Registered,Firm,Contact,Telephone,Alarm rank,Value,Unit of value,Kind',
} as const;

function csvWriter(city: City, { lang, quantity, atMs, actor }: ExportOptions): Writer {
  const text = (both: LocalizedText | null): string => both?.[lang] ?? '';
  const unit = quantity === null ? '' : `${quantity} ${CELL_QUANTITIES[quantity].unit}`.trim();
  const areaNames = new Map(city.register.areaList.map(({ id, name }) => [id, name]));
  return {
    begin: (count) => {
      const { name, district } = city.manifest;
      const made = new Date(atMs).toISOString();
      const about =
        lang === 'zh'
          ? `来源：格子 ${name.zh}（${district}）；时间：${made}；导出人：${actor}；单元数：${count}`
          : `Source: Gezi ${name.en} (${district}); time: ${made}; exported by: ${actor}; units: ${count}`;
      return `\ufeff${csvLine([about])}${HEADINGS[lang]}\r\n`;
    },
    row: (row, contact) =>
      csvLine([
        row.code,
        text(row.building.title),
        text(row.building.address),
        row.storey.label,
        row.number,
        row.use,
        row.areaSquareMetres,
        text((row.area === null ? null : areaNames.get(row.area)) ?? null),
        row.occupant ?? '',
        text(row.firm),
        contact?.contactName ?? '',
        contact?.contactPhone ?? '',
        row.alarmRank,
        row.value ?? '',
        row.value === null ? '' : unit,
        row.kind,
      ]),
    end: () => '',
  };
}

/**
 * A text that begins with one of these is run as a formula by spreadsheets (CWE-1236); an apostrophe
 * before it makes it text. Telephone numbers with a plus and masked fields are texts too.
 */
const FORMULA = /^[=+\-@\t\r]/;

function csvLine(values: readonly (string | number)[]): string {
  const fields = values.map((value) => {
    if (typeof value === 'number') return String(value);
    const safe = FORMULA.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${fields.join(',')}\r\n`;
}

function geoJsonWriter(city: City, { quantity, atMs, actor }: ExportOptions): Writer {
  const outlineOf = createOutlineReader(city);
  const frame = createLocalFrame(city.manifest.origin);
  return {
    begin: (count) => {
      const { name, district, sources } = city.manifest;
      const about = {
        type: 'FeatureCollection',
        source: `Gezi: ${name.en} (${district})`,
        attribution: sources.map((source) => source.attribution),
        timeStamp: new Date(atMs).toISOString(),
        exportedBy: actor,
        numberReturned: count,
      };
      return `${JSON.stringify(about).slice(0, -1)},"features":[`;
    },
    row: (row, contact, isFirst) => {
      const { cell, building, storey, firm, value, ...rest } = row;
      const properties = {
        ...rest,
        ...{ cell, storey: storey.label, level: storey.level, buildingCell: building.cell },
        buildingName: building.title,
        ...{ address: building.address, firm, contact: contact?.contactName ?? null },
        telephone: contact?.contactPhone ?? null,
        ...(quantity === null ? {} : { quantity, value, unit: CELL_QUANTITIES[quantity].unit }),
      };
      const coordinates = lonLatPolygon(outlineOf.unit(cell), frame.lonLatFromPoint);
      const geometry = { type: 'Polygon', coordinates };
      const feature = { type: 'Feature', id: row.code, geometry, properties };
      return `${isFirst ? '\n' : ',\n'}${JSON.stringify(feature)}`;
    },
    end: () => '\n]}\n',
  };
}

/** Closed rings in degrees to 1e-7 (1 cm), as RFC 7946 wants them. */
export const lonLatPolygon = (
  polygon: Polygon,
  lonLatOf: (point: Point) => readonly [number, number],
): readonly (readonly (readonly [number, number])[])[] =>
  polygon.map((ring) => {
    const closed = ring[0] ? [...ring, ring[0]] : ring;
    return closed.map((point): readonly [number, number] => {
      const [lon, lat] = lonLatOf(point);
      return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
    });
  });
