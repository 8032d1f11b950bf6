/** A number in a form: typed text is kept while it does not fit; the plan changes when left. */
import { useState } from 'react';
import { useText } from '../i18n/index.ts';
import { Field } from './field.tsx';
import { plannerMessages } from './planner-messages.ts';

export function NumberField({
  label,
  value,
  low,
  high,
  onCommit,
}: {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly onCommit: (value: number) => void;
}) {
  const t = useText(plannerMessages);
  const [text, setText] = useState(String(value));
  const typed = text.trim() === '' ? Number.NaN : Number(text);
  const fits = typed >= low && typed <= high;
  return (
    <Field label={label} error={fits ? null : t('error.number', { low, high })}>
      {(ids) => (
        <input
          {...ids}
          inputMode="decimal"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => {
            if (fits && typed !== value) onCommit(typed);
          }}
        />
      )}
    </Field>
  );
}
