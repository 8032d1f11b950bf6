/** What the district shows: quantity of buildings and streets, camera, legend, what follows the time. */
import { useState } from 'react';
import { CELL_QUANTITIES, CELL_QUANTITY_IDS, type CellQuantityId } from '#contracts';
import { type CameraPreset, CESIUM_CREDIT } from '../engines/cesium/index.ts';
import { commonMessages, formatNumber, useLanguage, useText } from '../i18n/index.ts';
import { QUIET_CELL_RGB, rampValues, SINGLE_HUE } from '../layers/index.ts';
import {
  frameAt,
  useClock,
  useFrames,
  useLive,
  useShownTimeMs,
  useView,
  viewStore,
} from '../store/index.ts';
import { TrainLegend, useLinesLayout } from '../transit/index.ts';
import { ALARM_SHAPE, Button, DensityLegend, SpeedLegend } from '../ui/index.ts';
import { wallMessages } from './messages.ts';
import { WallSettingsButton } from './settings-dialog.tsx';
import { type StreetQuantity, useWall, wallStore, wishCamera } from './wall-store.ts';

const PRESETS: readonly CameraPreset[] = ['district', 'venue', 'top'];
const STREETS: readonly StreetQuantity[] = ['density', 'speed'];

export function SceneControls({ hasVenue }: { readonly hasVenue: boolean }) {
  const t = useText(wallMessages);
  const quantity = useView((state) => state.quantity);
  const street = useWall((state) => state.street);
  return (
    <div className="wall-controls">
      <fieldset className="wall-choice">
        <legend>{t('quantity.title')}</legend>
        {CELL_QUANTITY_IDS.map((id) => (
          <Button
            key={id}
            aria-pressed={quantity === id}
            onClick={() => viewStore.setState({ quantity: id })}
          >
            {t(`quantity.${id}`)}
          </Button>
        ))}
      </fieldset>
      <fieldset className="wall-choice">
        <legend>{t('street.title')}</legend>
        {STREETS.map((name) => (
          <Button
            key={name}
            aria-pressed={street === name}
            onClick={() => wallStore.setState({ street: name })}
          >
            {t(`street.${name}`)}
          </Button>
        ))}
      </fieldset>
      <fieldset className="wall-choice">
        <legend>{t('camera.title')}</legend>
        {PRESETS.filter((preset) => preset !== 'venue' || hasVenue).map((preset) => (
          <Button key={preset} onClick={() => wishCamera(preset)}>
            {t(`camera.${preset}`)}
          </Button>
        ))}
      </fieldset>
      <WallSettingsButton />
    </div>
  );
}

/** One line when the picture is not wholly of the time shown. */
export function SceneNotices() {
  const t = useText(wallMessages);
  const scrubMs = useClock((state) => state.scrubMs);
  const shownMs = useShownTimeMs();
  const frames = useFrames((state) => state);
  const notes = [
    scrubMs === null ? null : t('scene.cellsLiveOnly'),
    frameAt(frames, shownMs) === null ? t('scene.noFrames') : null,
    frames.problem === null ? null : t('scene.framesOld', { detail: frames.problem }),
  ].filter((note) => note !== null);
  return (
    <div className="wall-notices" role="status">
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

export function SceneLegend() {
  const t = useText(wallMessages);
  const street = useWall((state) => state.street);
  const quantity = useView((state) => state.quantity);
  const hasTrains = useLinesLayout() !== null;
  const feedKind = useLive((state) => state.transit?.feeds[0]?.kind ?? null);
  // One scale for ways and for the risk around buildings: shown once.
  const isDensity = CELL_QUANTITIES[quantity].palette === 'density';
  const [open, setOpen] = useState(() => matchMedia('(min-width: 1200px)').matches);
  return (
    <details
      className="wall-legend"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('legend.show')}</summary>
      <div className="wall-legend-groups">
        <CellLegend quantity={quantity} />
        {street === 'density' && !isDensity ? <DensityLegend /> : null}
        {street === 'speed' ? <SpeedLegend /> : null}
        {hasTrains || feedKind !== null ? <TrainLegend feedKind={feedKind} /> : null}
      </div>
      <p className="kind wall-wrap">{t('legend.hatched')}</p>
      <p className="kind wall-wrap">{CESIUM_CREDIT}</p>
    </details>
  );
}

const css = (rgb: readonly number[]): string => `rgb(${rgb.join(' ')})`;

function CellLegend({ quantity }: { readonly quantity: CellQuantityId }) {
  const t = useText(wallMessages);
  const words = useText(commonMessages);
  const language = useLanguage();
  const { unit, palette } = CELL_QUANTITIES[quantity];
  const quiet = (text: string) => (
    <>
      <span className="legend-swatch" style={{ background: css(QUIET_CELL_RGB) }} />
      <span>{text}</span>
    </>
  );
  if (palette === 'alarm') {
    return (
      <section>
        <h3 className="kind">{t('quantity.alarm')}</h3>
        <div className="legend-rows">
          {(['critical', 'high', 'medium', 'advisory'] as const).map((priority) => (
            <div key={priority} style={{ display: 'contents' }}>
              <span className="legend-swatch" style={{ background: `var(--${priority})` }} />
              <span>
                {ALARM_SHAPE[priority]} {words(`priority.${priority}`)}
              </span>
            </div>
          ))}
          {quiet(t('legend.quiet'))}
        </div>
      </section>
    );
  }
  const title = t(`quantity.${quantity}`);
  if (palette === 'density') {
    return (
      <section>
        <DensityLegend />
        <p className="kind wall-wrap">{t('legend.risk')}</p>
        <div className="legend-rows">{quiet(t('legend.noValue'))}</div>
      </section>
    );
  }
  const values = rampValues(quantity);
  return (
    <section>
      <h3 className="kind">
        {title}
        {unit === '' ? '' : ` (${unit})`}
      </h3>
      <div
        className={values.length > 2 ? 'wall-ramp long' : 'wall-ramp'}
        style={{ background: `linear-gradient(to right, ${SINGLE_HUE.from}, ${SINGLE_HUE.to})` }}
      />
      <div className="wall-ramp-ends">
        {values.map((value, i) => (
          <span key={value}>
            {value < 0 ? '≤ ' : ''}
            {formatNumber(value, language)}
            {i === values.length - 1 && quantity !== 'occupancy' ? '+' : ''}
          </span>
        ))}
      </div>
      {quantity === 'inspection' ? (
        <p className="kind wall-wrap">{t('legend.inspection')}</p>
      ) : null}
      <div className="legend-rows">{quiet(t('legend.noValue'))}</div>
    </section>
  );
}
