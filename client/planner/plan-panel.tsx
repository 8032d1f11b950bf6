/** Left of the planner: the plan itself (events, measures, weather, run settings) and "run". */
import { useState } from 'react';
import { type DistrictNetworks, type Measure, may, scenarioSchema } from '#contracts';
import { commonMessages, useText } from '../i18n/index.ts';
import { useConnection, useLive, viewStore } from '../store/index.ts';
import { Button, Panel } from '../ui/index.ts';
import { changeDraft, type Draft, newScenarioId, undoDraft, unusedName } from './draft-store.ts';
import { EventSection } from './event-section.tsx';
import { Field } from './field.tsx';
import { MeasureList } from './measure-list.tsx';
import type { PlaceOptions } from './place-options.ts';
import { plannerMessages } from './planner-messages.ts';
import { draftStore, useUndoDepth } from './planner-stores.ts';
import { startRun } from './run-requests.ts';
import { RunSettings } from './run-settings.tsx';

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
      <EventSection draft={draft} networks={networks} options={options} timeZone={timeZone} />
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
