/**
 * The canvas of the building: gives the three adapter its building, colours, state and selection.
 * React holds no state per frame; live bytes go from the store straight to the adapter.
 */
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import {
  type BuildingDetail,
  type CellId,
  type CellQuantityId,
  forEachCellChange,
} from '#contracts';
import { type BuildingView, createBuildingView, type TakenApart } from '../engines/three/index.ts';
import { commonMessages, useLanguage, useText } from '../i18n/index.ts';
import { reportProbe } from '../probe.ts';
import { cellBytes, select } from '../store/index.ts';
import { ErrorState } from '../ui/index.ts';
import { drawBuilding, pieceColours } from './draw-building.ts';
import { unitsMessages } from './units-messages.ts';
import { valueText } from './value-text.ts';

export interface BuildingCanvasProps {
  readonly detail: BuildingDetail;
  readonly name: string;
  readonly cell: CellId | null;
  readonly quantity: CellQuantityId;
  readonly takenApart: TakenApart;
  /** Rises when the user asks for the whole building in view. */
  readonly fitRequest: number;
  /** Set while a drawing is on screen: hands out its picture. */
  readonly takePicture: RefObject<(() => HTMLCanvasElement) | null>;
}

interface Hover {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export function BuildingCanvas(props: BuildingCanvasProps) {
  const { detail, name, cell, quantity, takenApart, fitRequest, takePicture } = props;
  const t = useText(unitsMessages);
  const words = useText(commonMessages);
  const language = useLanguage();
  const ref = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<BuildingView | null>(null);
  const [problem, setProblem] = useState<'none' | 'lost' | { readonly failed: string }>('none');
  const [hover, setHover] = useState<Hover | null>(null);
  const texts = useMemo(() => textsOf(detail), [detail]);
  // The adapter is made once and asks for the words of now.
  const hoverText = useRef<(at: CellId) => string | null>(() => null);
  hoverText.current = (at) => {
    const place = texts.hover.get(at);
    if (place === undefined) return null;
    const byte = cellBytes.get(quantity)?.[at] ?? 0;
    return `${place}\n${valueText(quantity, byte, t, words, language)}`;
  };
  const building = useRef<CellId>(detail.cell);

  useEffect(() => {
    const container = ref.current;
    if (!container) return;
    let made: BuildingView;
    try {
      made = createBuildingView({
        container,
        onPick: (picked) => select({ type: 'cell', id: picked }),
        onHover: (at) => {
          const text = at ? hoverText.current(at.cell) : null;
          setHover(at && text ? { text, x: at.x, y: at.y } : null);
        },
        onContext: (state) => setProblem(state === 'lost' ? 'lost' : 'none'),
        onDrawn: () => reportProbe({ ready: { units: true } }),
      });
    } catch (error) {
      setProblem({ failed: error instanceof Error ? error.message : String(error) });
      return;
    }
    setView(made);
    reportProbe({
      units: () => ({
        building: building.current,
        unitMeshes: made.unitMeshes(),
        screenPosition: made.screenPosition,
        colour: made.colourOf,
      }),
    });
    return () => {
      reportProbe({ ready: { units: false }, units: null });
      made.destroy();
      setView(null);
    };
  }, []);

  // State and selection first: the next building is then drawn with them at once.
  useEffect(() => view?.takeApart(takenApart), [view, takenApart]);
  useEffect(() => view?.select(cell), [view, cell]);

  useEffect(() => {
    if (!view) return;
    building.current = detail.cell;
    view.show(drawBuilding(detail), texts.labels);
    setHover(null);
  }, [view, detail, texts]);

  useEffect(() => {
    if (!view) return;
    const alarms = cellBytes.get('alarm');
    view.colour(pieceColours(quantity, cellBytes.get(quantity), alarms));
    return cellBytes.subscribe((change) => {
      if (change.quantity !== quantity && change.quantity !== 'alarm') return;
      const colourOf = pieceColours(quantity, cellBytes.get(quantity), cellBytes.get('alarm'));
      if (change.type === 'all') {
        view.colour(colourOf);
        return;
      }
      const cells: CellId[] = [];
      forEachCellChange(change.changes, (changed) => cells.push(changed as CellId));
      view.colour(colourOf, cells);
    });
  }, [view, quantity]);

  useEffect(() => {
    takePicture.current = view ? view.picture : null;
  }, [view, takePicture]);

  useEffect(() => {
    if (fitRequest > 0) view?.fit();
  }, [view, fitRequest]);

  return (
    <div className="building-canvas-frame">
      <div
        ref={ref}
        className="building-canvas"
        role="application"
        aria-label={t('stage.canvas', { name })}
      />
      {hover ? (
        <div
          className="building-tooltip"
          style={{ left: hover.x, top: hover.y }}
          aria-hidden="true"
        >
          {hover.text}
        </div>
      ) : null}
      {problem === 'lost' ? (
        <p className="building-notice" role="status">
          {t('stage.lost')}
        </p>
      ) : null}
      {typeof problem === 'object' ? (
        <div className="building-notice">
          <ErrorState title={t('stage.failed')} detail={problem.failed} centred>
            <p>{t('stage.failed.detail')}</p>
          </ErrorState>
        </div>
      ) : null}
    </div>
  );
}

/** Labels on the drawing (unit numbers) and the words under the pointer. */
function textsOf(detail: BuildingDetail): {
  readonly labels: ReadonlyMap<CellId, string>;
  readonly hover: ReadonlyMap<CellId, string>;
} {
  const labels = new Map<CellId, string>();
  const hover = new Map<CellId, string>();
  for (const storey of detail.storeys) {
    hover.set(storey.cell, storey.label);
    for (const unit of storey.units) {
      labels.set(unit.cell, unit.number);
      hover.set(unit.cell, `${storey.label} · ${unit.number}`);
    }
  }
  return { labels, hover };
}
