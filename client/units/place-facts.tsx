/** The facts of a building, storey or unit: each with its kind and its source. */
import type { ReactNode } from 'react';
import type {
  BuildingDetail,
  BuildingUse,
  CellId,
  StoreyDetail,
  UnitDetail,
  ValueKind,
} from '#contracts';
import {
  formatDate,
  formatNumber,
  localized,
  sourceText,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { useCity } from '../store/index.ts';
import { KindMark } from '../ui/index.ts';
import { unitsMessages } from './units-messages.ts';

interface FactRow {
  readonly name: string;
  readonly value: ReactNode;
  readonly kind: ValueKind | null;
  /** null: the city model itself. */
  readonly source: string | null;
}

export interface FoundPlace {
  readonly storey: StoreyDetail | null;
  readonly unit: UnitDetail | null;
}

export function findPlace(detail: BuildingDetail, cell: CellId | null): FoundPlace {
  for (const storey of detail.storeys) {
    if (storey.cell === cell) return { storey, unit: null };
    const unit = storey.units.find((candidate) => candidate.cell === cell);
    if (unit) return { storey, unit };
  }
  return { storey: null, unit: null };
}

/** Units by use, most frequent first. */
export function countUses(
  units: readonly Pick<UnitDetail, 'use'>[],
): readonly { readonly use: BuildingUse; readonly count: number }[] {
  const counts = new Map<BuildingUse, number>();
  for (const { use } of units) counts.set(use, (counts.get(use) ?? 0) + 1);
  return [...counts].map(([use, count]) => ({ use, count })).sort((a, b) => b.count - a.count);
}

export const sumArea = (units: readonly Pick<UnitDetail, 'areaSquareMetres'>[]): number =>
  units.reduce((sum, unit) => sum + unit.areaSquareMetres, 0);

/** The least certain of the kinds: a sum is no better than its worst part. */
export function worstKind(kinds: readonly ValueKind[]): ValueKind {
  if (kinds.includes('synthetic')) return 'synthetic';
  return kinds.includes('inferred') ? 'inferred' : 'measured';
}

/** The build divides storeys by its rule unless a table of known units or a seed says otherwise. */
export const unitSource = (kind: ValueKind): string =>
  kind === 'measured' ? 'unit-table' : kind === 'synthetic' ? 'generated-by-seed' : 'unit-division';

/** Storeys come from the building's data, from the rule that stacks them, or from a seed. */
export const storeySource = (kind: ValueKind): string =>
  kind === 'measured'
    ? 'building-source'
    : kind === 'synthetic'
      ? 'generated-by-seed'
      : 'storey-rule';

export function PlaceFacts({
  detail,
  place,
}: {
  readonly detail: BuildingDetail;
  readonly place: FoundPlace;
}) {
  const t = useText(unitsMessages);
  const language = useLanguage();
  const city = useCity((state) => state.city);
  const manifest = city.state === 'ready' ? city.value.manifest : null;
  const model = manifest
    ? t('fact.model', { date: formatDate(manifest.builtAtMs, manifest.timeZone, language) })
    : '';
  const metres = (value: number): string => `${formatNumber(value, language, 1)} m`;
  const area = (value: number): string => `${formatNumber(value, language, 1)} m²`;
  const usesOf = (units: readonly UnitDetail[]): string =>
    countUses(units)
      .map(({ use, count }) =>
        t('fact.useRow', { use: t(`use.${use}`), count: formatNumber(count, language) }),
      )
      .join(' · ');
  const { storey, unit } = place;
  const rows: FactRow[] = [];
  const add = (
    name: string,
    value: ReactNode,
    kind: ValueKind | null,
    source: string | null = null,
  ): void => {
    rows.push({ name, value, kind, source });
  };

  if (unit && storey) {
    add(t('fact.code'), <code>{unit.code}</code>, null);
    add(t('fact.use'), t(`use.${unit.use}`), unit.kind, unitSource(unit.kind));
    add(t('fact.area'), area(unit.areaSquareMetres), unit.kind, unitSource(unit.kind));
    add(t('fact.storey'), storey.label, storey.kind, storeySource(storey.kind));
    addHeights(storey);
  } else if (storey) {
    addHeights(storey);
    addUnits(storey.units, storey.kind);
  } else {
    if (detail.address) add(t('fact.address'), localized(detail.address, language), null);
    add(t('fact.use'), t(`use.${detail.use.value}`), detail.use.kind, detail.use.source);
    const { heightMetres: height, storeysAboveGround: above } = detail;
    add(t('fact.height'), metres(height.value), height.kind, height.source);
    add(t('fact.storeys'), formatNumber(above.value, language), above.kind, above.source);
    const below = detail.storeys.filter((candidate) => candidate.level < 0);
    if (below.length > 0) {
      add(
        t('fact.storeysBelow'),
        formatNumber(below.length, language),
        worstKind(below.map((s) => s.kind)),
        storeySource(worstKind(below.map((s) => s.kind))),
      );
    }
    addUnits(
      detail.storeys.flatMap((candidate) => candidate.units),
      above.kind,
    );
  }

  function addHeights({ heightMetres, floorMetres, kind }: StoreyDetail): void {
    add(t('fact.storeyHeight'), metres(heightMetres), kind, storeySource(kind));
    add(t('fact.floorHeight'), metres(floorMetres), kind, storeySource(kind));
  }

  function addUnits(units: readonly UnitDetail[], emptyKind: ValueKind): void {
    const kind = units.length > 0 ? worstKind(units.map((candidate) => candidate.kind)) : emptyKind;
    const source = unitSource(kind);
    add(t('fact.units'), formatNumber(units.length, language), kind, source);
    if (units.length === 0) return;
    add(t('fact.uses'), usesOf(units), kind, source);
    add(t('fact.floorArea'), area(sumArea(units)), kind, source);
  }

  return (
    <section>
      <h3>{t('card.facts')}</h3>
      <dl className="facts">
        {rows.map((row) => (
          <div key={row.name} className="fact">
            <dt>{row.name}</dt>
            <dd>
              <span className="fact-value">{row.value}</span>
              {row.kind ? (
                <span className="fact-truth">
                  <KindMark kind={row.kind} />
                  {row.source === null ? null : ` · ${sourceText(row.source, language)}`}
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      <p className="fact-truth">{model}</p>
    </section>
  );
}
