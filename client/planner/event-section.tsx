/** The plan's events: define, edit, take from the district's plan, put into it. */
import { useState } from 'react';
import type { DistrictNetworks, EventPlan } from '#contracts';
import {
  commonMessages,
  eventName,
  formatPeople,
  formatTime,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { nowMs, sessionMay, useConnection, useLive } from '../store/index.ts';
import { Button, EmptyState } from '../ui/index.ts';
import { changeDraft, type Draft, putEvent } from './draft-store.ts';
import { type EventFields, fieldsFromEvent, newEventFields } from './event-fields.ts';
import { EventForm } from './event-form.tsx';
import type { PlaceOptions } from './place-options.ts';
import { plannerMessages } from './planner-messages.ts';
import { draftStore } from './planner-stores.ts';
import { publishEvent } from './run-requests.ts';

export interface EventSectionProps {
  readonly draft: Draft;
  readonly networks: DistrictNetworks;
  readonly options: PlaceOptions;
  readonly timeZone: string;
}

export function EventSection({ draft, networks, options, timeZone }: EventSectionProps) {
  const t = useText(plannerMessages);
  const common = useText(commonMessages);
  const language = useLanguage();
  const plans = useLive((state) => state.plans);
  const session = useConnection((state) => state.session);
  const mayEdit = sessionMay(session, 'edit-events');
  const [editing, setEditing] = useState<EventFields | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const time = (timeMs: number) => formatTime(timeMs, timeZone, language);
  const others = (plans?.events ?? []).filter(
    (event) => !draft.events.some((own) => own.id === event.id),
  );
  const use = (event: EventPlan) => changeDraft(draftStore, (old) => putEvent(old, event, nowMs()));
  const isPublished = (event: EventPlan) =>
    plans?.events.some((own) => JSON.stringify(own) === JSON.stringify(event)) ?? false;
  const line = (event: EventPlan) =>
    `${options.venues.find((venue) => venue.id === event.venue)?.label ?? event.venue} · ${t('event.people', { count: formatPeople(event.attendance, language) })} · ${time(event.startMs)}–${time(event.endMs)}`;
  const form = editing && (
    <EventForm
      key={editing.id}
      initial={editing}
      networks={networks}
      timeZone={timeZone}
      onSave={(event) => {
        use(event);
        setEditing(null);
      }}
      onCancel={() => setEditing(null)}
    />
  );
  return (
    <section className="planner-section">
      <div className="panel-head">
        <h3>{t('event.title')}</h3>
        <Button onClick={() => setEditing(newEventFields(networks, nowMs(), timeZone))}>
          + {t('event.add')}
        </Button>
      </div>
      {draft.events.length === 0 && editing === null ? (
        <EmptyState title={t('event.none')} />
      ) : null}
      <ul className="measures">
        {draft.events.map((event) =>
          editing?.id === event.id ? (
            <li key={event.id}>{form}</li>
          ) : (
            <li key={event.id} className="measure">
              <div className="measure-head">
                <strong>{eventName(event, language)}</strong>
                <span className="toolbar">
                  <Button
                    look="plain"
                    aria-label={t('event.edit', { name: eventName(event, language) })}
                    onClick={() => setEditing(fieldsFromEvent(event, timeZone))}
                  >
                    ✎
                  </Button>
                  <Button
                    look="plain"
                    aria-label={`${common('action.delete')}: ${eventName(event, language)}`}
                    onClick={() =>
                      changeDraft(draftStore, (old) => ({
                        ...old,
                        events: old.events.filter((other) => other.id !== event.id),
                      }))
                    }
                  >
                    ✕
                  </Button>
                </span>
              </div>
              <span className="kind">{line(event)}</span>
              {mayEdit && isPublished(event) ? (
                <span className="kind">{t('event.published')}</span>
              ) : mayEdit ? (
                <Button
                  onClick={async () => {
                    const result = await publishEvent(event);
                    setProblem(result.ok ? null : result.failure.detail);
                  }}
                >
                  {t('event.publish')}
                </Button>
              ) : null}
            </li>
          ),
        )}
      </ul>
      {problem === null ? null : <p role="alert">{problem}</p>}
      {editing && !draft.events.some((event) => event.id === editing.id) ? form : null}
      {others.length > 0 && editing === null ? (
        <details>
          <summary>
            {t('event.fromDistrict')} ({others.length})
          </summary>
          <ul className="measures">
            {others.map((event) => (
              <li key={event.id} className="measure-head">
                <span>
                  {eventName(event, language)} <span className="kind">{line(event)}</span>
                </span>
                <Button onClick={() => use(event)}>{t('event.use')}</Button>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}
