/**
 * The wall: is anything wrong, and what comes in the next two hours? NOW at the left, the district
 * in the middle, the next two hours at the right, one scrub bar under all of it.
 */
import './wall.css';
import { useEffect } from 'react';
import { useChannels } from '../app/index.ts';
import { commonMessages, useText } from '../i18n/index.ts';
import { useCity, useView } from '../store/index.ts';
import { ErrorState } from '../ui/index.ts';
import { AheadColumn } from './ahead-column.tsx';
import { DistrictScene } from './district-scene.tsx';
import { FoundNotice } from './found-units.tsx';
import { LinesPanel } from './lines-panel.tsx';
import { wallMessages } from './messages.ts';
import { NowColumn } from './now-column.tsx';
import { PickCard } from './pick-card.tsx';
import { SceneControls, SceneLegend, SceneNotices } from './scene-controls.tsx';
import { applyRootSize } from './settings-dialog.tsx';
import { TimeBar } from './time-bar.tsx';
import { readSettings } from './wall-settings.ts';

export function WallView() {
  const t = useText(wallMessages);
  const words = useText(commonMessages);
  const city = useCity((state) => state.city);
  const loadable = useCity((state) => state.networks);
  const quantity = useView((state) => state.quantity);
  // Alarms colour cells whatever else is shown.
  useChannels(['advice', 'advising', 'transit', 'cells:alarm', `cells:${quantity}`]);
  useEffect(() => {
    applyRootSize(readSettings());
    return () => applyRootSize(null);
  }, []);
  if (city.state !== 'ready') return null;
  const { manifest, baseLayerUrl } = city.value;
  const networks = loadable.state === 'ready' ? loadable.value : null;
  return (
    <div className="wall">
      <NowColumn manifest={manifest} networks={networks} />
      <section className="wall-scene" aria-label={t('scene.title')}>
        <DistrictScene
          manifest={manifest}
          networks={networks}
          isWhole={loadable.state !== 'loading'}
          baseLayerUrl={baseLayerUrl}
        />
        <SceneControls hasVenue={(networks?.venues.length ?? 0) > 0} />
        <div className="wall-overlay-left">
          <SceneNotices />
          <FoundNotice />
          {loadable.state === 'failed' ? (
            <ErrorState
              title={words('state.partial', { what: t('street.title') })}
              detail={loadable.failure.detail}
            />
          ) : null}
          <PickCard timeZone={manifest.timeZone} networks={networks} />
          <LinesPanel timeZone={manifest.timeZone} networks={networks} />
        </div>
        <SceneLegend />
      </section>
      <AheadColumn timeZone={manifest.timeZone} networks={networks} />
      <TimeBar timeZone={manifest.timeZone} />
    </div>
  );
}
