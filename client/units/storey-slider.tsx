/** The storey slider: a vertical range input, lowest storey at the bottom, "whole" above the top. */
import type { BuildingDetail } from '#contracts';
import { useText } from '../i18n/index.ts';
import { unitsMessages } from './units-messages.ts';

export interface StoreySliderProps {
  /** From the lowest to the highest. */
  readonly storeys: BuildingDetail['storeys'];
  /** null = the whole building. */
  readonly value: number | null;
  readonly mayBeWhole: boolean;
  readonly onChange: (storey: number | null) => void;
}

/** Slider position of a choice: storeys from 0, the whole building above them. */
export const sliderPosition = (storey: number | null, count: number): number => storey ?? count;
export const storeyAtPosition = (position: number, count: number): number | null =>
  position >= count ? null : Math.max(0, position);

export function StoreySlider({ storeys, value, mayBeWhole, onChange }: StoreySliderProps) {
  const t = useText(unitsMessages);
  const count = storeys.length;
  if (count === 0) return null;
  const label = value === null ? t('storey.all') : (storeys[value]?.label ?? '');
  const max = mayBeWhole ? count : count - 1;
  return (
    <div className="storey-slider">
      <span className="storey-now">{label}</span>
      <button
        type="button"
        className="button plain"
        aria-label={t('storey.up')}
        disabled={sliderPosition(value, count) >= max}
        onClick={() => onChange(storeyAtPosition(sliderPosition(value, count) + 1, count))}
      >
        ▲
      </button>
      <input
        type="range"
        aria-label={t('storey.slider')}
        aria-orientation="vertical"
        aria-valuetext={value === null ? t('storey.all') : t('storey.of', { label, count })}
        min={0}
        max={max}
        step={1}
        value={sliderPosition(value, count)}
        onChange={(event) => onChange(storeyAtPosition(Number(event.currentTarget.value), count))}
      />
      <button
        type="button"
        className="button plain"
        aria-label={t('storey.down')}
        disabled={sliderPosition(value, count) <= 0}
        onClick={() => onChange(storeyAtPosition(sliderPosition(value, count) - 1, count))}
      >
        ▼
      </button>
      <span className="storey-end kind">{storeys[0]?.label}</span>
    </div>
  );
}
