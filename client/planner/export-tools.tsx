/** CSV, PNG and the plan on paper of what is on screen. */
import { useState } from 'react';
import type { CityManifest, Outcomes } from '#contracts';
import type { DistrictMap } from '../engines/deck/index.ts';
import {
  attributionLine,
  commonMessages,
  formatDate,
  formatTime,
  localized,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { useClock, useLive } from '../store/index.ts';
import { Button, download, fileName, KIND_SHAPE } from '../ui/index.ts';
import { planCsv } from './export-csv.ts';
import { planPicture } from './export-png.ts';
import { planPosts } from './plan-posts.ts';
import { PlanSheet } from './plan-sheet.tsx';
import { plannerMessages } from './planner-messages.ts';
import { sheetPicture } from './sheet-picture.ts';
import type { PlannerModel } from './use-planner-scene.ts';

export interface ExportToolsProps {
  readonly model: PlannerModel;
  readonly manifest: CityManifest;
  readonly map: DistrictMap | null;
}

export function ExportTools({ model, manifest, map }: ExportToolsProps) {
  const t = useText(plannerMessages);
  const common = useText(commonMessages);
  const language = useLanguage();
  const clock = useClock((state) => state.settings);
  const forecast = useLive((state) => state.forecast);
  const [problem, setProblem] = useState<string | null>(null);
  const [sheet, setSheet] = useState<{ readonly picture: Blob | null } | null>(null);
  const { scene, a, b } = model;
  const shown = b ?? a;
  const name = [a, b].flatMap((run) => (run ? [run.run.scenario.name] : [])).join(' – ');
  const title = name || t('run.live');
  const synthetic = manifest.sources.some((source) => source.kind === 'synthetic');
  const notices = [
    ...(synthetic ? [`${KIND_SHAPE.synthetic} ${common('notice.synthetic')}`] : []),
    ...(clock.mode === 'demonstration'
      ? [common('notice.demonstrationClock', { rate: clock.rate })]
      : []),
    attributionLine(manifest.sources, language),
  ];

  const guard = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const csv = async () => {
    const runs = [a, b].flatMap((run) =>
      run?.frames?.state === 'ready'
        ? [{ name: run.run.scenario.name, outcomes: run.outcomes, frames: run.frames.value }]
        : [],
    );
    const live = scene.panes[0]?.position;
    if (runs.length === 0 && forecast && live) {
      runs.push({ name: t('run.live'), outcomes: forecast.outcomes, frames: live.frames });
    }
    if (runs.length === 0) throw new Error(t('outcome.none'));
    const text = planCsv(runs, scene.networks);
    download(fileName(title, 'csv'), new Blob([text], { type: 'text/csv;charset=utf-8' }));
  };
  const picture = async (): Promise<Blob> => {
    if (!map) throw new Error(t('map.noFrames'));
    const difference = scene.panes.some((pane) => pane.base !== null);
    return planPicture(await map.picture(), {
      title: `${localized(manifest.name, language)} · ${title}`,
      paneTitles: scene.panes.map(
        (pane) => `${pane.title} ${KIND_SHAPE[pane.kind]} ${common(`kind.${pane.kind}`)}`,
      ),
      time: `${formatDate(scene.timeMs, scene.timeZone, language)} ${formatTime(scene.timeMs, scene.timeZone, language)}`,
      densityTitle: common('legend.density'),
      criticalWord: common('priority.critical'),
      speedTitle: scene.panes.some((pane) => pane.base === null) ? common('legend.speed') : null,
      queueTitle: common('legend.queue'),
      differenceTitle: difference ? `${common('legend.difference')} (B − A, /m²)` : null,
      notices,
    });
  };
  const outcomes: Outcomes | null = shown?.outcomes ?? forecast?.outcomes ?? null;
  const plan = shown?.run.scenario ?? {
    name: title,
    events: forecast?.inputs.events ?? [],
    measures: forecast?.inputs.measures ?? [],
    weather: forecast?.inputs.weather ?? null,
    members: forecast?.members ?? 0,
    seed: forecast?.seed ?? 0,
  };
  const posts = planPosts(plan.measures, outcomes, scene.options, language);
  const openSheet = async () => {
    // The last pane is the one of the plan on paper; it may show a difference on screen.
    const position = scene.panes.at(-1)?.position ?? null;
    const venues = plan.events.map((event) => event.venue);
    const { networks, options, timeMs } = scene;
    const of = { networks, options, language, position, timeMs, posts, venues };
    setSheet({ picture: map ? await sheetPicture(map, of) : null });
  };
  return (
    <>
      <div className="toolbar">
        <Button onClick={() => void guard(csv)}>{t('export.csv')}</Button>
        <Button
          onClick={() => void guard(async () => download(fileName(title, 'png'), await picture()))}
        >
          {t('export.png')}
        </Button>
        <Button onClick={() => void guard(openSheet)}>{t('export.print')}</Button>
      </div>
      {problem === null ? null : <p role="alert">{t('export.failed', { detail: problem })}</p>}
      {sheet === null ? null : (
        <PlanSheet
          district={localized(manifest.name, language)}
          plan={plan}
          posts={posts}
          outcomes={outcomes}
          madeBy={shown?.run.createdBy ?? t('run.live')}
          madeMs={shown?.run.createdMs ?? forecast?.issuedMs ?? scene.timeMs}
          picture={sheet.picture}
          pictureTimeMs={scene.timeMs}
          options={scene.options}
          timeZone={scene.timeZone}
          notes={notices}
          onClose={() => setSheet(null)}
        />
      )}
    </>
  );
}
