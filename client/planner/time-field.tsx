/**
 * A district time in a form: date and 24-hour time. The browser's own date-and-time field shows
 * a.m./p.m. by the system's language, which this interface never does.
 */
import { Field } from './field.tsx';

export interface TimeFieldProps {
  readonly label: string;
  /** `2026-11-22T21:30`. */
  readonly value: string;
  readonly error?: string | null;
  readonly onChange: (value: string) => void;
}

export function TimeField({ label, value, error = null, onChange }: TimeFieldProps) {
  const [date = '', time = ''] = value.split('T');
  return (
    <Field label={label} error={error} className="wide">
      {(ids) => (
        <span className="time-field">
          <input
            {...ids}
            type="date"
            value={date}
            onChange={(event) => onChange(`${event.target.value}T${time}`)}
          />
          <input
            aria-label={`${label} (24 h)`}
            aria-invalid={ids['aria-invalid']}
            inputMode="numeric"
            placeholder="21:30"
            maxLength={5}
            value={time}
            onChange={(event) => onChange(`${date}T${event.target.value}`)}
          />
        </span>
      )}
    </Field>
  );
}
