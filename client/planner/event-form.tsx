/** Define or edit an event; every mistake is told at its field, in the interface's language. */
import { useState } from 'react';
import type { DistrictNetworks, EventPlan } from '#contracts';
import {
  commonMessages,
  formatNumber,
  localized,
  type Translate,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { Button } from '../ui/index.ts';
import {
  type EventErrors,
  type EventFields,
  eventFromFields,
  type FieldError,
  MODES,
} from './event-fields.ts';
import { Field } from './field.tsx';
import { plannerMessages } from './planner-messages.ts';
import { TimeField } from './time-field.tsx';

export interface EventFormProps {
  readonly initial: EventFields;
  readonly networks: DistrictNetworks;
  readonly timeZone: string;
  readonly onSave: (event: EventPlan) => void;
  readonly onCancel: () => void;
}

function errorText(
  t: Translate<(typeof plannerMessages)['zh']>,
  error?: FieldError,
): string | null {
  if (!error) return null;
  return error.key === 'error.shareSum' ? t(error.key, { sum: error.sum }) : t(error.key);
}

export function EventForm({ initial, networks, timeZone, onSave, onCancel }: EventFormProps) {
  const t = useText(plannerMessages);
  const common = useText(commonMessages);
  const language = useLanguage();
  const [fields, setFields] = useState(initial);
  const [errors, setErrors] = useState<EventErrors>({});
  const set = (change: Partial<EventFields>) => setFields((old) => ({ ...old, ...change }));
  const venue = networks.venues.find((candidate) => candidate.id === fields.venue);
  return (
    <form
      className="planner-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const result = eventFromFields(fields, networks, timeZone);
        if (result.ok) onSave(result.event);
        else {
          setErrors(result.errors);
          const form = event.currentTarget;
          requestAnimationFrame(() =>
            form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
          );
        }
      }}
    >
      <Field label={t('event.name')} error={errorText(t, errors.name)} className="wide">
        {(ids) => (
          <input
            {...ids}
            maxLength={200}
            value={fields.name}
            onChange={(e) => set({ name: e.target.value })}
          />
        )}
      </Field>
      <Field label={t('event.venue')} error={errorText(t, errors.venue)}>
        {(ids) => (
          <select {...ids} value={fields.venue} onChange={(e) => set({ venue: e.target.value })}>
            <option value="">—</option>
            {networks.venues.map((option) => (
              <option key={option.id} value={option.id}>
                {localized(option.name, language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={t('event.attendance')}
        error={errorText(t, errors.attendance)}
        hint={
          venue
            ? t('event.capacity', { capacity: formatNumber(venue.capacityPersons.value, language) })
            : null
        }
      >
        {(ids) => (
          <input
            {...ids}
            inputMode="numeric"
            value={fields.attendance}
            onChange={(e) => set({ attendance: e.target.value })}
          />
        )}
      </Field>
      <TimeField
        label={t('event.start')}
        error={errorText(t, errors.start)}
        value={fields.start}
        onChange={(start) => set({ start })}
      />
      <TimeField
        label={t('event.end')}
        error={errorText(t, errors.end)}
        value={fields.end}
        onChange={(end) => set({ end })}
      />
      <Field label={t('event.spread')} error={errorText(t, errors.spread)} className="wide">
        {(ids) => (
          <input
            {...ids}
            inputMode="decimal"
            value={fields.spread}
            onChange={(e) => set({ spread: e.target.value })}
          />
        )}
      </Field>
      {(['dry', 'rain'] as const).map((weather) => (
        <fieldset key={weather} className="shares wide" aria-invalid={Boolean(errors[weather])}>
          <legend>
            {t('event.shares')} · {t(`event.${weather}`)}
          </legend>
          {MODES.map((mode) => (
            <Field key={mode} label={t(`mode.${mode}`)}>
              {(ids) => (
                <input
                  {...ids}
                  aria-invalid={Boolean(errors[weather])}
                  inputMode="decimal"
                  value={fields[weather][mode]}
                  onChange={(e) =>
                    set({ [weather]: { ...fields[weather], [mode]: e.target.value } })
                  }
                />
              )}
            </Field>
          ))}
          {errors[weather] ? (
            <span className="field-error wide">{errorText(t, errors[weather])}</span>
          ) : null}
        </fieldset>
      ))}
      <div className="toolbar wide">
        <Button look="primary" type="submit">
          {common('action.save')}
        </Button>
        <Button onClick={onCancel}>{common('action.cancel')}</Button>
      </div>
    </form>
  );
}
