/** What the colours of the drawing mean, straight from the shared scales. */
import type { CSSProperties } from 'react';
import { ALARM_PRIORITIES, CELL_QUANTITIES, type CellQuantityId } from '#contracts';
import { commonMessages, formatNumber, useLanguage, useText } from '../i18n/index.ts';
import {
  ALARM_HEX,
  DENSITY_BANDS,
  QUIET_CELL_RGB,
  rampValues,
  SINGLE_HUE,
} from '../layers/index.ts';
import { ALARM_SHAPE, hatchBackground } from '../ui/index.ts';
import { unitsMessages } from './units-messages.ts';

const QUIET = `rgb(${QUIET_CELL_RGB.join(' ')})`;

export function QuantityLegend({
  quantity,
  waiting,
}: {
  readonly quantity: CellQuantityId;
  readonly waiting: boolean;
}) {
  const t = useText(unitsMessages);
  const words = useText(commonMessages);
  const language = useLanguage();
  const { unit, palette } = CELL_QUANTITIES[quantity];
  const values = rampValues(quantity);
  const swatch = (background: string) => {
    const style: CSSProperties = { background };
    return <span className="legend-swatch" style={style} aria-hidden="true" />;
  };
  return (
    <section className="quantity-legend" aria-label={words('legend.title')}>
      {palette === 'alarm' ? (
        ALARM_PRIORITIES.map((priority) => (
          <span key={priority} className="legend-entry">
            {swatch(
              hatchBackground(ALARM_HEX[priority], ['critical', 'high'].includes(priority) ? 2 : 1),
            )}
            <span aria-hidden="true">{ALARM_SHAPE[priority]}</span> {words(`priority.${priority}`)}
          </span>
        ))
      ) : palette === 'density' ? (
        DENSITY_BANDS.map((band) => (
          <span key={band.letter} className="legend-entry">
            {swatch(hatchBackground(band.hex, band.hatch))} {band.letter}
          </span>
        ))
      ) : (
        <span className="legend-entry">
          {formatNumber(values[0] ?? 0, language)}
          <span
            className="legend-ramp"
            aria-hidden="true"
            style={{ background: `linear-gradient(90deg, ${SINGLE_HUE.from}, ${SINGLE_HUE.to})` }}
          />
          {quantity === 'occupancy' ? '' : '≥ '}
          {formatNumber(values.at(-1) ?? 0, language)} {unit}
        </span>
      )}
      <span className="legend-entry">
        {swatch(QUIET)} {t(palette === 'alarm' ? 'legend.noAlarm' : 'legend.none')}
      </span>
      {palette === 'alarm' ? null : (
        <span className="legend-entry">
          {swatch(hatchBackground(QUIET, 1))} {t('legend.hatched')}
        </span>
      )}
      {waiting ? <span className="kind">{t('legend.waiting')}</span> : null}
    </section>
  );
}
