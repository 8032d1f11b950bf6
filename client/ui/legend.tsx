/** Legends straight from the scales, so that a legend can never disagree with the map. */
import type { CSSProperties, ReactNode } from 'react';
import { commonMessages, useText } from '../i18n/index.ts';
import {
  CRITICAL_PERSONS_PER_SQUARE_METRE,
  DENSITY_BANDS,
  DIFFERENCE_FULL_PERSONS_PER_SQUARE_METRE,
  DIVERGING,
  type Hatch,
  QUEUE_RGB,
  SPEED_STEPS,
} from '../layers/index.ts';
import { ALARM_SHAPE } from './alarm-badge.tsx';

const HATCH_LINE = 'rgb(14 17 22 / 75%)';

export function hatchBackground(hex: string, hatch: Hatch): string {
  const stripes = (degrees: number) =>
    `repeating-linear-gradient(${degrees}deg, transparent 0 3px, ${HATCH_LINE} 3px 4px)`;
  if (hatch === 0) return hex;
  return hatch === 1 ? `${stripes(45)}, ${hex}` : `${stripes(45)}, ${stripes(-45)}, ${hex}`;
}

function Swatch({ background }: { readonly background: string }) {
  const style: CSSProperties = { background };
  return <span className="legend-swatch" style={style} aria-hidden="true" />;
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="kind">{title}</h3>
      <div className="legend-rows">{children}</div>
    </section>
  );
}

const row = (key: string, background: string, text: string) => (
  <div key={key} style={{ display: 'contents' }}>
    <Swatch background={background} />
    <span>{text}</span>
  </div>
);

export function DensityLegend() {
  const t = useText(commonMessages);
  return (
    <Group title={t('legend.density')}>
      {DENSITY_BANDS.map((band, i) => {
        const from = DENSITY_BANDS[i - 1]?.belowPersonsPerSquareMetre;
        const below = band.belowPersonsPerSquareMetre;
        const range = Number.isFinite(below) ? `< ${below}` : `≥ ${from ?? 0}`;
        return row(band.letter, hatchBackground(band.hex, band.hatch), `${band.letter}  ${range}`);
      })}
      <span className="alarm-badge critical">
        <span className="shape" aria-hidden="true">
          {ALARM_SHAPE.critical}
        </span>
      </span>
      <span>
        {CRITICAL_PERSONS_PER_SQUARE_METRE}+ {t('priority.critical')}
      </span>
    </Group>
  );
}

const QUEUE_CSS = `rgb(${QUEUE_RGB.join(' ')})`;

export function SpeedLegend() {
  const t = useText(commonMessages);
  return (
    <Group title={t('legend.speed')}>
      {SPEED_STEPS.map((step) =>
        row(step.hex, step.hex, `≥ ${Math.round(step.fromRatio * 100)} %`),
      )}
      {row('queue', hatchBackground(QUEUE_CSS, 1), t('legend.vehicleQueue'))}
      {row('spillback', hatchBackground(QUEUE_CSS, 2), t('legend.spillback'))}
    </Group>
  );
}

export function DifferenceLegend() {
  const t = useText(commonMessages);
  const full = DIFFERENCE_FULL_PERSONS_PER_SQUARE_METRE;
  return (
    <Group title={`${t('legend.difference')} (B − A, /m²)`}>
      {row('fewer', DIVERGING.fewer, `${t('legend.fewer')} (−${full})`)}
      {row('none', DIVERGING.neutral, '±0')}
      {row('more', hatchBackground(DIVERGING.more, 1), `${t('legend.more')} (+${full})`)}
    </Group>
  );
}
