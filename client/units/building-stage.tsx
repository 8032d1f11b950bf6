/** The centre: how the building is taken apart, by which quantity it is coloured, and the drawing. */
import { useEffect, useMemo, useRef, useState } from 'react';
import {
  type BuildingDetail,
  CELL_QUANTITY_IDS,
  type CellId,
  type CellQuantityId,
} from '#contracts';
import type { StoreysAbove, TakenApart, TakenApartMode } from '../engines/three/index.ts';
import { useLanguage, useText } from '../i18n/index.ts';
import { DRAWINGS, select, useView, viewStore } from '../store/index.ts';
import { Button } from '../ui/index.ts';
import { BuildingCanvas } from './building-canvas.tsx';
import { storeyIndexOf, storeysUpwards } from './draw-building.ts';
import { buildingName } from './place-names.ts';
import { QuantityLegend } from './quantity-legend.tsx';
import { StoreySlider } from './storey-slider.tsx';
import { unitsMessages } from './units-messages.ts';
import { useCellBytes } from './use-cell-bytes.ts';
import { useSavePicture } from './use-save-picture.ts';

const MODES: readonly TakenApartMode[] = DRAWINGS;
const ABOVE: readonly StoreysAbove[] = ['lift', 'xray', 'hide'];
/** A slider that is dragged makes one step of the history, not forty. */
const COMMIT_MS = 350;

export interface BuildingStageProps {
  readonly detail: BuildingDetail;
  readonly cell: CellId | null;
}

export function BuildingStage({ detail, cell }: BuildingStageProps) {
  const t = useText(unitsMessages);
  const language = useLanguage();
  const quantity = useView((state) => state.quantity);
  const bytes = useCellBytes(quantity);
  const mode = useView((state) => state.drawing);
  const spread = useView((state) => state.spread);
  const [above, setAbove] = useState<StoreysAbove>('lift');
  const [cutShare, setCutShare] = useState(0.5);
  const [fitRequest, setFitRequest] = useState(0);
  const takePicture = useRef<(() => HTMLCanvasElement) | null>(null);
  const saveNow = useSavePicture(takePicture);
  const storeys = useMemo(() => storeysUpwards(detail), [detail]);
  const chosen = useMemo(() => storeyIndexOf(detail, cell), [detail, cell]);
  const [draft, setDraft] = useDraftStorey(detail, chosen);
  const storey = draft === undefined ? chosen : draft;
  // A plan is of one storey: the ground one when the whole building is selected.
  const ground = Math.max(
    0,
    storeys.findIndex((candidate) => candidate.level === 0),
  );
  const shown = mode === 'plan' ? (storey ?? ground) : storey;
  const takenApart = useMemo<TakenApart>(
    () => ({ mode, storey: shown, above, spread, cutShare }),
    [mode, shown, above, spread, cutShare],
  );
  const name = buildingName(detail, t, language);

  return (
    <section className="building-stage" aria-label={t('stage.title')}>
      <div className="stage-bar">
        <Choice
          label={t('mode.label')}
          options={MODES}
          value={mode}
          onChange={(drawing) => viewStore.setState({ drawing })}
          text={(m) => t(`mode.${m}`)}
        />
        <label className="stage-quantity">
          <span className="kind">{t('quantity.label')}</span>
          <select
            value={quantity}
            onChange={(event) => {
              const next = CELL_QUANTITY_IDS.find((id) => id === event.currentTarget.value);
              if (next) viewStore.setState({ quantity: next satisfies CellQuantityId });
            }}
          >
            {CELL_QUANTITY_IDS.map((id) => (
              <option key={id} value={id}>
                {t(`quantity.${id}`)}
              </option>
            ))}
          </select>
        </label>
        {mode === 'axonometric' ? (
          <>
            <Choice
              label={t('above.label')}
              options={ABOVE}
              value={above}
              onChange={setAbove}
              text={(a) => t(`above.${a}`)}
            />
            <Button aria-pressed={spread} onClick={() => viewStore.setState({ spread: !spread })}>
              {t('spread')}
            </Button>
          </>
        ) : null}
        {mode === 'section' ? (
          <label className="stage-cut">
            <span className="kind">{t('cut')}</span>
            <input
              type="range"
              min={0}
              max={100}
              value={Math.round(cutShare * 100)}
              onChange={(event) => setCutShare(Number(event.currentTarget.value) / 100)}
            />
          </label>
        ) : null}
        <Button onClick={() => setFitRequest((count) => count + 1)}>{t('fit')}</Button>
        <Button onClick={() => saveNow(name, t(`quantity.${quantity}`))}>
          {t('picture.save')}
        </Button>
      </div>
      <div className="stage-middle">
        <BuildingCanvas
          detail={detail}
          name={name}
          cell={cell}
          quantity={quantity}
          takenApart={takenApart}
          fitRequest={fitRequest}
          takePicture={takePicture}
        />
        <StoreySlider
          storeys={storeys}
          value={shown}
          mayBeWhole={mode !== 'plan'}
          onChange={setDraft}
        />
      </div>
      <QuantityLegend quantity={quantity} waiting={bytes === null} />
    </section>
  );
}

/** undefined = the selection decides; else what the slider shows until it is committed. */
function useDraftStorey(
  detail: BuildingDetail,
  chosen: number | null,
): readonly [number | null | undefined, (storey: number | null) => void] {
  const [draft, setDraft] = useState<number | null | undefined>(undefined);
  useEffect(() => {
    if (draft === undefined) return;
    const timer = setTimeout(() => {
      setDraft(undefined);
      if (draft === chosen) return;
      const storey = draft === null ? null : storeysUpwards(detail)[draft];
      select({ type: 'cell', id: storey?.cell ?? detail.cell });
    }, COMMIT_MS);
    return () => clearTimeout(timer);
  }, [draft, chosen, detail]);
  return [draft, setDraft];
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly text: (value: T) => string;
}

function Choice<T extends string>({ label, options, value, onChange, text }: ChoiceProps<T>) {
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <Button key={option} aria-pressed={option === value} onClick={() => onChange(option)}>
          {text(option)}
        </Button>
      ))}
    </fieldset>
  );
}
