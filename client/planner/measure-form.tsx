/** Define or edit one measure: sort, place, window, amount. */
import { useState } from 'react';
import type { DistrictNetworks, Measure, ValueKind } from '#contracts';
import { commonMessages, useText } from '../i18n/index.ts';
import { useCity } from '../store/index.ts';
import { Button } from '../ui/index.ts';
import { amountHint, gateHint } from './amount-hint.ts';
import { Field, type FieldIds } from './field.tsx';
import { AMOUNTS, hasAmount } from './measure-amounts.ts';
import {
  greensNow,
  hasCycle,
  isOfLines,
  MEASURE_TYPES,
  type MeasureErrors,
  type MeasureFields,
  measureFromFields,
} from './measure-fields.ts';
import { placesFor } from './measure-places.ts';
import type { PlaceOptions } from './place-options.ts';
import { PlacePicker } from './place-picker.tsx';
import { plannerMessages } from './planner-messages.ts';
import { TimeField } from './time-field.tsx';

export interface MeasureFormProps {
  readonly initial: MeasureFields;
  readonly networks: DistrictNetworks;
  readonly options: PlaceOptions;
  readonly timeZone: string;
  readonly onPlace: (id: string, type: Measure['type']) => void;
  readonly onSave: (measure: Measure) => void;
  readonly onCancel: () => void;
}

export function MeasureForm(props: MeasureFormProps) {
  const { networks, options, timeZone } = props;
  const t = useText(plannerMessages);
  const common = useText(commonMessages);
  const [fields, setFields] = useState(props.initial);
  const [errors, setErrors] = useState<MeasureErrors>({});
  const transit = useCity((state) => state.transit);
  const lines = transit.state === 'ready' ? transit.value : null;
  const words = { t, kindOf: (kind: ValueKind) => common(`kind.${kind}`) };
  const set = (change: Partial<MeasureFields>) => {
    setFields((old) => ({ ...old, ...change }));
    // What was typed anew is not wrong until it is tried; another type or place has other limits.
    setErrors((old) =>
      'type' in change || 'place' in change
        ? {}
        : Object.fromEntries(Object.entries(old).filter(([name]) => !(name in change))),
    );
  };
  const error = (name: keyof MeasureErrors): string | null => {
    const found = errors[name];
    if (!found) return null;
    switch (found.key) {
      case 'error.number':
      case 'error.whole':
        return t(found.key, { low: found.low, high: found.high });
      case 'error.greens':
        return t(found.key, { count: found.count, low: found.low, high: found.high });
      default:
        return t(found.key);
    }
  };
  const typed =
    (
      name: 'amount' | 'phase' | 'cycle' | 'greens' | 'offset' | 'rateIn' | 'rateOut',
      inputMode: 'decimal' | 'numeric' | 'text',
    ) =>
    (ids: FieldIds) => (
      <input
        {...ids}
        inputMode={inputMode}
        value={fields[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    );
  const amountType = hasAmount(fields.type) ? fields.type : null;
  return (
    <form
      className="planner-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const result = measureFromFields(fields, networks, timeZone);
        if (result.ok) props.onSave(result.measure);
        else {
          setErrors(result.errors);
          const form = event.currentTarget;
          requestAnimationFrame(() =>
            form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
          );
        }
      }}
    >
      <Field label={t('measure.type')} className="wide" hint={t(`do.${fields.type}`)}>
        {(ids) => (
          <select
            {...ids}
            value={fields.type}
            onChange={(event) => {
              const type = MEASURE_TYPES.find((name) => name === event.target.value);
              if (!type) return;
              const samePlaces = placesFor(type, options) === placesFor(fields.type, options);
              set({
                type,
                place: samePlaces ? fields.place : '',
                amount: hasAmount(type) ? String(AMOUNTS[type].first) : '',
              });
            }}
          >
            {MEASURE_TYPES.filter(
              (type) => !isOfLines(type) || placesFor(type, options).length > 0,
            ).map((type) => (
              <option key={type} value={type}>
                {t(`measure.${type}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <PlacePicker
        key={fields.type}
        label={t('measure.place')}
        options={placesFor(fields.type, options)}
        value={fields.place}
        error={error('place')}
        type={fields.type}
        onChange={(place) => {
          const greens = fields.type === 'set-signal-plan' ? greensNow(networks, place) : '';
          set({ place, greens });
          props.onPlace(place, fields.type);
        }}
      />
      <TimeField
        label={t('measure.from')}
        error={error('from')}
        value={fields.from}
        onChange={(from) => set({ from })}
      />
      <TimeField
        label={t('measure.until')}
        error={error('until')}
        value={fields.until}
        onChange={(until) => set({ until })}
      />
      {amountType === null ? null : (
        <Field
          label={t(AMOUNTS[amountType].label)}
          error={error('amount')}
          hint={amountHint(fields, networks, lines, words)}
          className="wide"
        >
          {typed('amount', 'decimal')}
        </Field>
      )}
      {fields.type === 'set-signal-plan' ? (
        <>
          <Field
            label={t('measure.greens')}
            error={error('greens')}
            hint={
              fields.place === ''
                ? null
                : t('measure.greensNow', { greens: greensNow(networks, fields.place) })
            }
          >
            {typed('greens', 'text')}
          </Field>
          <Field label={t('measure.offset')} error={error('offset')}>
            {typed('offset', 'decimal')}
          </Field>
        </>
      ) : null}
      {fields.type === 'car-park-gate' ? (
        <>
          <Field label={t('measure.rateIn')} error={error('rateIn')}>
            {typed('rateIn', 'decimal')}
          </Field>
          <Field
            label={t('measure.rateOut')}
            error={error('rateOut')}
            hint={gateHint(fields, networks, words)}
          >
            {typed('rateOut', 'decimal')}
          </Field>
        </>
      ) : null}
      {fields.type === 'shift-green' ? (
        <Field label={t('measure.phase')} error={error('phase')}>
          {typed('phase', 'numeric')}
        </Field>
      ) : null}
      {hasCycle(fields.type) ? (
        <Field label={t('measure.cycle')} error={error('cycle')}>
          {typed('cycle', 'numeric')}
        </Field>
      ) : null}
      {fields.type === 'one-way-walk-link' ? (
        <Field label={t('measure.direction')}>
          {(ids) => (
            <select
              {...ids}
              value={fields.direction}
              onChange={(e) =>
                set({ direction: e.target.value === 'backward' ? 'backward' : 'forward' })
              }
            >
              <option value="forward">{t('measure.forward')}</option>
              <option value="backward">{t('measure.backward')}</option>
            </select>
          )}
        </Field>
      ) : null}
      <div className="toolbar wide">
        <Button look="primary" type="submit">
          {common('action.save')}
        </Button>
        <Button onClick={props.onCancel}>{common('action.cancel')}</Button>
      </div>
    </form>
  );
}
