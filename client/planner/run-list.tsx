/** Runs, newest first: progress with numbers, cancel, and which is shown as A and as B. */
import { useState } from 'react';
import { RUN_STOPPED_REASON, type ScenarioId, type ScenarioRun } from '#contracts';
import { formatNumber, formatTime, useLanguage, useText } from '../i18n/index.ts';
import { useLive, useView, viewStore } from '../store/index.ts';
import { Button, EmptyState, Progress, Skeleton } from '../ui/index.ts';
import { plannerMessages } from './planner-messages.ts';
import { cancelRun } from './run-requests.ts';

export interface RunListProps {
  readonly timeZone: string;
  readonly onLoad: (run: ScenarioRun) => void;
}

export function RunList({ timeZone, onLoad }: RunListProps) {
  const t = useText(plannerMessages);
  const language = useLanguage();
  const runs = useLive((state) => state.runs);
  const a = useView((state) => state.scenario);
  const b = useView((state) => state.compare);
  const [problem, setProblem] = useState<string | null>(null);
  if (runs === null) return <Skeleton />;
  if (runs.size === 0) return <EmptyState title={t('run.none')} />;
  const newestFirst = [...runs.values()].sort((x, y) => y.createdMs - x.createdMs);
  const cancel = async (id: ScenarioId) => {
    const result = await cancelRun(id);
    setProblem(result.ok ? null : result.failure.detail);
  };
  return (
    <>
      {problem === null ? null : <p role="alert">{problem}</p>}
      <ul className="runs">
        {newestFirst.map((run) => {
          const { id, name } = run.scenario;
          const active = run.status.state === 'queued' || run.status.state === 'running';
          return (
            <li key={id} className="run">
              <div className="run-head">
                <strong>{name}</strong>
                <span className="kind">
                  {t('run.by', {
                    name: run.createdBy,
                    time: formatTime(run.createdMs, timeZone, language),
                  })}
                </span>
              </div>
              <RunStatusLine run={run} />
              <div className="toolbar">
                {run.status.state === 'done' ? (
                  <>
                    <Button
                      aria-pressed={a === id}
                      onClick={() => viewStore.setState({ scenario: a === id ? null : id })}
                      aria-label={`${t('run.asA')}: ${name}`}
                    >
                      A
                    </Button>
                    <Button
                      aria-pressed={b === id}
                      onClick={() => viewStore.setState({ compare: b === id ? null : id })}
                      aria-label={`${t('run.asB')}: ${name}`}
                    >
                      B
                    </Button>
                  </>
                ) : null}
                {active ? (
                  <Button onClick={() => void cancel(id)}>{t('run.cancel')}</Button>
                ) : (
                  <Button look="plain" onClick={() => onLoad(run)}>
                    {t('run.again')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function RunStatusLine({ run }: { readonly run: ScenarioRun }) {
  const t = useText(plannerMessages);
  const language = useLanguage();
  switch (run.status.state) {
    case 'queued':
      return <span className="kind">{t('run.queued')}</span>;
    case 'running':
      return <Progress share={run.status.progress} label={t('run.running')} />;
    case 'cancelled':
      return <span className="kind">{t('run.cancelled')}</span>;
    case 'failed':
      return (
        <span role="alert">
          {t('run.failed', {
            reason: run.status.reason === RUN_STOPPED_REASON ? t('run.stopped') : run.status.reason,
          })}
        </span>
      );
    case 'done': {
      const seconds = formatNumber(run.status.cpuSeconds, language, 1);
      return <span className="kind">{t('run.done', { seconds })}</span>;
    }
    default:
      return run.status satisfies never;
  }
}
