/** A labelled form field with its mistake beneath it, tied together for assistive technology. */
import { type ReactNode, useId } from 'react';

export interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

export interface FieldProps {
  readonly label: string;
  readonly error?: string | null;
  readonly hint?: string | null;
  readonly className?: string;
  readonly children: (ids: FieldIds) => ReactNode;
}

export function Field({ label, error = null, hint = null, className = '', children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': note === null ? undefined : noteId,
        'aria-invalid': error !== null,
      })}
      {note === null ? null : (
        <span id={noteId} className={error === null ? 'kind' : 'field-error'}>
          {note}
        </span>
      )}
    </div>
  );
}
