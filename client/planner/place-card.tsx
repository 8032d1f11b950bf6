/** The picked place with its values at the time shown, one line per pane. */
import { isStudied } from '#contracts';
import { CloseUpLinks } from '../close-up/close-up-links.tsx';
import { formatNumber, formatPeople, useLanguage, useText } from '../i18n/index.ts';
import { densityOf } from '../layers/index.ts';
import { select, useView } from '../store/index.ts';
import { BusStopsOn, StationLines } from '../transit/index.ts';
import { Button, KindMark } from '../ui/index.ts';
import type { FramePosition } from './pane-scene.ts';
import { plannerMessages } from './planner-messages.ts';
import { linesOf, type PlannerScene } from './planner-scene.ts';

export function PlaceCard({ scene }: { readonly scene: PlannerScene }) {
  const t = useText(plannerMessages);
  const language = useLanguage();
  const selection = useView((state) => state.selection);
  const { networks, options } = scene;
  if (selection === null) return null;
  const walk = networks.walk.links.findIndex((link) => link.id === selection.id);
  const street = networks.street.links.findIndex((link) => link.id === selection.id);
  const station = networks.stations.findIndex((item) => item.id === selection.id);
  const label =
    options.walks[walk]?.label ??
    options.streets[street]?.label ??
    options.stations[station]?.label ??
    options.gates.find((gate) => gate.id === selection.id)?.label ??
    options.venues.find((venue) => venue.id === selection.id)?.label;
  if (label === undefined) return null;
  const values = ({ frames, index }: FramePosition): string[] => {
    const { study } = frames;
    const isKnown =
      (walk < 0 || isStudied(study, 'walkLinks', walk)) &&
      (street < 0 || isStudied(study, 'streetLinks', street)) &&
      (station < 0 || isStudied(study, 'stations', station));
    if (!isKnown) return [t('map.outsideStudy')];
    const walkLink = networks.walk.links[walk];
    if (walkLink) {
      const at = index * frames.walkLinkCount + walk;
      const persons = frames.walkPersons[at] ?? 0;
      const high = densityOf(frames.walkPersonsHigh[at] ?? 0, walkLink);
      const density = formatNumber(densityOf(persons, walkLink), language, 2);
      return [
        `${t('map.density', { value: density })} (≤ ${formatNumber(high, language, 2)})`,
        t('map.persons', { value: formatPeople(persons, language) }),
      ];
    }
    const streetLink = networks.street.links[street];
    if (streetLink) {
      const at = index * frames.streetLinkCount + street;
      const speed = (frames.streetSpeedCentimetresPerSecond[at] ?? 0) / 100;
      const percent = Math.round((100 * speed) / streetLink.freeSpeedMetresPerSecond);
      return [t('map.speed', { value: percent }), `${formatNumber(speed * 3.6, language)} km/h`];
    }
    if (station >= 0) {
      const at = index * frames.stationCount + station;
      const low = formatPeople(frames.stationWaitingLow[at] ?? 0, language);
      const high = formatPeople(frames.stationWaitingHigh[at] ?? 0, language);
      return [
        t('map.waiting', { value: formatPeople(frames.stationWaiting[at] ?? 0, language) }),
        t('map.interval', { low, high }),
      ];
    }
    return [];
  };
  return (
    <aside className="planner-place panel" aria-live="polite">
      <div className="panel-head">
        <strong>{label}</strong>
        <Button look="plain" aria-label="✕" onClick={() => select(null)}>
          ✕
        </Button>
      </div>
      {scene.panes.map((pane) => (
        <div key={pane.name} hidden={pane.position !== null && values(pane.position).length === 0}>
          {scene.panes.length > 1 ? <strong>{pane.name.toUpperCase()} </strong> : null}
          <KindMark kind={pane.kind} word={false} />
          {pane.position ? values(pane.position).join(' · ') : '—'}
          {station >= 0 && scene.layout ? (
            <StationLines
              shown={linesOf(scene, pane, scene.layout)}
              networks={networks}
              station={station}
              timeZone={scene.timeZone}
            />
          ) : null}
        </div>
      ))}
      {selection.type === 'street-link' ? (
        <BusStopsOn networks={networks} street={selection.id} />
      ) : null}
      <CloseUpLinks selection={selection} networks={networks} />
    </aside>
  );
}
