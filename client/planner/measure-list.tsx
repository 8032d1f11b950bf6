/** The measures as a list on a timeline of the run's two hours; each row can be edited or deleted. */
import { useState } from 'react';
import type { DistrictNetworks, Measure } from '#contracts';
import { commonMessages, formatTime, useLanguage, useText } from '../i18n/index.ts';
import { Button, EmptyState } from '../ui/index.ts';
import { changeDraft, type Draft, putMeasure } from './draft-store.ts';
import { fieldsFromMeasure, type MeasureFields, newMeasureFields } from './measure-fields.ts';
import { MeasureForm } from './measure-form.tsx';
import { measureWords } from './measure-words.ts';
import type { PlaceOptions } from './place-options.ts';
import { plannerMessages } from './planner-messages.ts';
import { draftStore } from './planner-stores.ts';

/** A run covers two hours (contracts/forecast: 121 frames of a minute). */
export const RUN_SPAN_MS = 120 * 60_000;
const TICKS = [0, 30, 60, 90, 120] as const;

export interface MeasureListProps {
  readonly draft: Draft;
  readonly networks: DistrictNetworks;
  readonly options: PlaceOptions;
  readonly timeZone: string;
  readonly onPlace: (id: string, type: Measure['type']) => void;
}

export function MeasureList({ draft, networks, options, timeZone, onPlace }: MeasureListProps) {
  const t = useText(plannerMessages);
  const common = useText(commonMessages);
  const language = useLanguage();
  const [editing, setEditing] = useState<MeasureFields | null>(null);
  const share = (timeMs: number) =>
    Math.min(1, Math.max(0, (timeMs - draft.startMs) / RUN_SPAN_MS)) * 100;
  const time = (timeMs: number) => formatTime(timeMs, timeZone, language);
  const event = draft.events[0];
  const form = editing && (
    <MeasureForm
      key={editing.id}
      initial={editing}
      networks={networks}
      options={options}
      timeZone={timeZone}
      onPlace={onPlace}
      onSave={(measure) => {
        changeDraft(draftStore, (old) => putMeasure(old, measure));
        setEditing(null);
      }}
      onCancel={() => setEditing(null)}
    />
  );
  return (
    <section className="planner-section">
      <div className="panel-head">
        <h3>{t('measure.title')}</h3>
        <Button onClick={() => setEditing(newMeasureFields(draft.startMs, timeZone))}>
          + {t('measure.add')}
        </Button>
      </div>
      {draft.measures.length === 0 && editing === null ? (
        <EmptyState title={t('measure.none')} />
      ) : null}
      <ul className="measures">
        {draft.measures.map((measure) => {
          const words = measureWords(measure, options, t);
          if (editing?.id === measure.id) return <li key={measure.id}>{form}</li>;
          return (
            <li key={measure.id} className="measure">
              <div className="measure-head">
                <span>
                  <strong>{words.what}</strong> {words.where}
                  {words.detail === null ? null : <span className="kind"> {words.detail}</span>}
                </span>
                <span className="toolbar">
                  <Button
                    look="plain"
                    aria-label={`${common('action.edit')}: ${words.what} ${words.where}`}
                    onClick={() => setEditing(fieldsFromMeasure(measure, timeZone))}
                  >
                    ✎
                  </Button>
                  <Button
                    look="plain"
                    aria-label={`${common('action.delete')}: ${words.what} ${words.where}`}
                    onClick={() =>
                      changeDraft(draftStore, (old) => ({
                        ...old,
                        measures: old.measures.filter((other) => other.id !== measure.id),
                      }))
                    }
                  >
                    ✕
                  </Button>
                </span>
              </div>
              <div className="timeline">
                <span
                  className="timeline-bar"
                  style={{
                    left: `${share(measure.fromMs)}%`,
                    width: `${Math.max(1, share(measure.untilMs) - share(measure.fromMs))}%`,
                  }}
                />
                {event ? (
                  <span className="timeline-event" style={{ left: `${share(event.endMs)}%` }} />
                ) : null}
              </div>
              <span className="kind">
                {time(measure.fromMs)}–{time(measure.untilMs)}
              </span>
            </li>
          );
        })}
      </ul>
      {editing && !draft.measures.some((measure) => measure.id === editing.id) ? form : null}
      {draft.measures.length > 0 ? (
        <div className="timeline-ticks" aria-hidden="true">
          {TICKS.map((minutes) => (
            <span key={minutes} style={{ left: `${(minutes / 120) * 100}%` }}>
              {time(draft.startMs + minutes * 60_000)}
            </span>
          ))}
        </div>
      ) : null}
    </section>
  );
}
