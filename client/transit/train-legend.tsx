/** Legend of trains: one scale of load by colour and by the bar's length, and what each mark stands for. */
import type { ValueKind } from '#contracts';
import { useText } from '../i18n/index.ts';
import { singleHueRgb } from '../layers/index.ts';
import { KIND_SHAPE, loadGround } from '../ui/index.ts';
import { transitMessages } from './transit-messages.ts';

const LOADS = [0, 0.25, 0.5, 0.75, 1] as const;

export function TrainLegend({
  feedKind,
  look = 'scene',
}: {
  /** Of live vehicles; null: none are shown. */
  readonly feedKind: ValueKind | null;
  /** On the map all marks are round and loads are told by colour and number. */
  readonly look?: 'scene' | 'map';
}) {
  const t = useText(transitMessages);
  return (
    <section className={`train-legend ${look}`}>
      <h3 className="kind">{t(look === 'map' ? 'legend.loadMap' : 'legend.load')}</h3>
      <div className="train-legend-loads">
        {LOADS.map((load) => (
          <span key={load}>
            <span
              className="train-legend-mark"
              style={{
                background:
                  look === 'map' ? `rgb(${singleHueRgb(load).join(' ')})` : loadGround(load),
              }}
              aria-hidden="true"
            />
            {Math.round(100 * load)}
            {load === 1 ? ' %' : ''}
          </span>
        ))}
      </div>
      <div className="legend-rows">
        <span className="train-legend-mark" aria-hidden="true" />
        <span>
          {KIND_SHAPE.inferred} {KIND_SHAPE.forecast} {t('legend.modelled')}
        </span>
        {feedKind === null ? null : (
          <>
            <span className="train-legend-mark live" aria-hidden="true" />
            <span>
              {KIND_SHAPE[feedKind]} {t('legend.vehicle')}
            </span>
            <span className="train-legend-mark live stale" aria-hidden="true" />
            <span>{t('legend.stale')}</span>
          </>
        )}
      </div>
    </section>
  );
}
