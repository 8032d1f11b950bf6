/** Trains with their load along a line, one diagram a pane: live, or run A beside run B. */
import { useText } from '../i18n/index.ts';
import type { Selection } from '../store/index.ts';
import { LineDiagram, LiveVehicles, transitMessages } from '../transit/index.ts';
import { linesOf, type PlannerScene } from './planner-scene.ts';

export function PlannerLines({
  scene,
  onSelect,
}: {
  readonly scene: PlannerScene;
  readonly onSelect: (selection: Selection) => void;
}) {
  const t = useText(transitMessages);
  const { layout, networks, timeZone } = scene;
  return (
    <details className="planner-lines">
      <summary>{t('lines.title')}</summary>
      {scene.panes.map((pane) => (
        <div key={pane.name}>
          {scene.panes.length > 1 ? <strong>{pane.title}</strong> : null}
          <LineDiagram
            shown={layout && linesOf(scene, pane, layout)}
            timeZone={timeZone}
            onStation={(index) => {
              const station = networks.stations[index];
              if (station) onSelect({ type: 'station', id: station.id });
            }}
          />
        </div>
      ))}
      {scene.panes.some((pane) => pane.name === 'live') ? (
        <LiveVehicles network={layout?.network ?? null} timeZone={timeZone} />
      ) : null}
    </details>
  );
}
