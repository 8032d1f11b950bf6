/** Left of the planner: the plan itself (events, measures, weather, run settings) and "run". */
import { useState } from 'react';
import {
  type DistrictNetworks,
  type EventPlan,
  type Measure,
  may,
  scenarioSchema,
} from '#contracts';
import {
  commonMessages,
  formatPeople,
  formatTime,
  inputFromTime,
  timeFromInput,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { nowMs, useConnection, useLive, viewStore } from '../store/index.ts';
import { Button, EmptyState, Panel } from '../ui/index.ts';
import {
  changeDraft,
  type Draft,
  newScenarioId,
  putEvent,
  undoDraft,
  unusedName,
} from './draft-store.ts';
import { type EventFields, fieldsFromEvent, newEventFields } from './event-fields.ts';
import { EventForm } from './event-form.tsx';
import { Field } from './field.tsx';
import { MeasureList } from './measure-list.tsx';
import type { PlaceOptions } from './place-options.ts';
import { plannerMessages } from './planner-messages.ts';
import { draftStore, useUndoDepth } from './planner-stores.ts';
import { publishEvent, startRun } from './run-requests.ts';
import { TimeField } from './time-field.tsx';

export interface PlanPanelProps {
  readonly draft: Draft;
  readonly networks: DistrictNetworks;
  readonly options: PlaceOptions;
  readonly timeZone: string;
  readonly onPlace: (id: string, type: Measure['type']) => void;
  readonly onNew: () => void;
}

export function PlanPanel(props: PlanPanelProps) {
  const { draft, networks, options, timeZone } = props;
  const t = useText(plannerMessages);
  const common = useText(commonMessages);
  const undoDepth = useUndoDepth();
  const session = useConnection((state) => state.session);
  const roles = session.state === 'signed-in' ? session.session.roles : [];
  const runs = useLive((state) => state.runs);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const allowed = may(roles, 'run-scenarios');

  const run = async () => {
    const scenario = scenarioSchema.safeParse({
      ...draft,
      id: newScenarioId(),
      name: unusedName(
        draft.name.trim(),
        [...(runs?.values() ?? [])].map((old) => old.scenario.name),
      ),
    });
    if (!scenario.success) {
      setProblem(scenario.error.issues[0]?.message ?? '');
      return;
    }
    setSending(true);
    const result = await startRun(scenario.data);
    setSending(false);
    setProblem(result.ok ? null : result.failure.detail);
    if (!result.ok) return;
    // A first run is shown; a second is compared with it.
    const { scenario: a } = viewStore.getState();
    viewStore.setState(a === null ? { scenario: scenario.data.id } : { compare: scenario.data.id });
  };

  return (
    <Panel
      title={t('title')}
      className="planner-plan"
      actions={
        <>
          <Button disabled={undoDepth === 0} onClick={() => undoDraft(draftStore)}>
            ↶ {common('action.undo')}
          </Button>
          <Button onClick={props.onNew}>{t('plan.new')}</Button>
        </>
      }
    >
      <Field label={t('plan.name')}>
        {(ids) => (
          <input
            {...ids}
            maxLength={200}
            value={draft.name}
            onChange={(e) => {
              const name = e.target.value;
              changeDraft(draftStore, (old) => ({ ...old, name }));
            }}
          />
        )}
      </Field>
      <EventSection {...props} />
      <MeasureList
        draft={draft}
        networks={networks}
        options={options}
        timeZone={timeZone}
        onPlace={props.onPlace}
      />
      <RunSettings draft={draft} timeZone={timeZone} />
      <div className="planner-run">
        <Button
          look="primary"
          disabled={!allowed || sending || draft.name.trim() === ''}
          onClick={() => void run()}
        >
          ▷ {sending ? t('run.sending') : t('run.start')}
        </Button>
        {allowed ? null : <p>{t('run.noPermission')}</p>}
        {problem === null ? null : <p role="alert">{t('run.rejected', { detail: problem })}</p>}
      </div>
    </Panel>
  );
}

function EventSection({ draft, networks, options, timeZone }: PlanPanelProps) {
  const t = useText(plannerMessages);
  const common = useText(commonMessages);
  const language = useLanguage();
  const plans = useLive((state) => state.plans);
  const session = useConnection((state) => state.session);
  const mayEdit = session.state === 'signed-in' && may(session.session.roles, 'edit-events');
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
                <strong>{event.name}</strong>
                <span className="toolbar">
                  <Button
                    look="plain"
                    aria-label={t('event.edit', { name: event.name })}
                    onClick={() => setEditing(fieldsFromEvent(event, timeZone))}
                  >
                    ✎
                  </Button>
                  <Button
                    look="plain"
                    aria-label={`${common('action.delete')}: ${event.name}`}
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
                  {event.name} <span className="kind">{line(event)}</span>
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

const LIMITS = {
  rainMillimetresPerHour: { low: 0, high: 500, label: 'plan.rain' },
  temperatureCelsius: { low: -60, high: 60, label: 'plan.temperature' },
  windMetresPerSecond: { low: 0, high: 120, label: 'plan.wind' },
} as const;
const WEATHER_KEYS = [
  'rainMillimetresPerHour',
  'temperatureCelsius',
  'windMetresPerSecond',
] as const;

function RunSettings({ draft, timeZone }: { readonly draft: Draft; readonly timeZone: string }) {
  const t = useText(plannerMessages);
  const number = (
    label: string,
    value: number,
    low: number,
    high: number,
    put: (value: number) => (old: Draft) => Draft,
  ) => (
    <NumberField
      key={`${label}|${value}`}
      label={label}
      value={value}
      low={low}
      high={high}
      onCommit={(next) => changeDraft(draftStore, put(next))}
    />
  );
  return (
    <details className="planner-section">
      <summary>
        {t('plan.weather')} · {t('plan.advanced')}
      </summary>
      <div className="planner-form">
        {WEATHER_KEYS.map((key) =>
          number(
            t(LIMITS[key].label),
            draft.weather[key],
            LIMITS[key].low,
            LIMITS[key].high,
            (value) => (old) => ({ ...old, weather: { ...old.weather, [key]: value } }),
          ),
        )}
        <StartField startMs={draft.startMs} timeZone={timeZone} />
        {number(t('plan.members'), draft.members, 1, 50, (value) => (old) => ({
          ...old,
          members: Math.round(value),
        }))}
        {number(t('plan.seed'), draft.seed, 0, 2 ** 32 - 1, (value) => (old) => ({
          ...old,
          seed: Math.round(value),
        }))}
      </div>
    </details>
  );
}

/** Typed text is kept while it is no time yet; the draft changes when it is one. */
function StartField({
  startMs,
  timeZone,
}: {
  readonly startMs: number;
  readonly timeZone: string;
}) {
  const t = useText(plannerMessages);
  const [typed, setTyped] = useState<string | null>(null);
  const isTime = typed === null || timeFromInput(typed, timeZone) !== null;
  return (
    <TimeField
      label={t('plan.start')}
      error={isTime ? null : t('error.time')}
      value={typed ?? inputFromTime(startMs, timeZone)}
      onChange={(text) => {
        const next = timeFromInput(text, timeZone);
        setTyped(next === null ? text : null);
        if (next !== null) changeDraft(draftStore, (old) => ({ ...old, startMs: next }));
      }}
    />
  );
}

function NumberField({
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
