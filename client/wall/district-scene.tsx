/** Hosts the Cesium scene: creates it with its element, disposes it with it, and shows its states. */
import { useEffect, useRef } from 'react';
import type { CityManifest, DistrictNetworks } from '#contracts';
import { createCityScene } from '../engines/cesium/index.ts';
import { useText } from '../i18n/index.ts';
import { cellPalette } from '../layers/index.ts';
import { reportProbe } from '../probe.ts';
import { cellBytes, viewStore } from '../store/index.ts';
import { Button } from '../ui/index.ts';
import { bindScene, selectPick } from './bind-scene.ts';
import { wallMessages } from './messages.ts';
import { middleOf } from './scene-markers.ts';
import { useWall, wallStore } from './wall-store.ts';

const TILESET_URL = '/city/tileset.json';
/** Neutral and darker than every street, so that the darkest band still lies on something. */
const BACKGROUND = '#0a0c10';
const GROUND_RGB = [17, 20, 24] as const;
/** A graphics context that dies again and again will not come back by trying. */
const MOST_ATTEMPTS = 3;
const RELOAD_AFTER_MS = 1500;
const PROBE_PERIOD_MS = 100;

export function DistrictScene({
  manifest,
  networks,
}: {
  readonly manifest: CityManifest;
  readonly networks: DistrictNetworks | null;
}) {
  const t = useText(wallMessages);
  const ref = useRef<HTMLDivElement>(null);
  const attempt = useWall((state) => state.attempt);
  const status = useWall((state) => state.scene);
  useEffect(() => {
    const container = ref.current;
    if (!container) return;
    return startScene(container, manifest, networks, attempt);
  }, [manifest, networks, attempt]);
  return (
    <>
      <div ref={ref} className="wall-canvas" role="application" aria-label={t('scene.help')} />
      {status.state === 'loading' ? (
        <p className="wall-scene-note" role="status">
          {t('scene.loading')}
        </p>
      ) : null}
      {status.state === 'no-tiles' ? (
        <p className="wall-scene-note" role="alert" title={status.detail}>
          {t('scene.noTiles')}
        </p>
      ) : null}
      {status.state === 'lost' ? (
        <p className="wall-scene-note" role="alert" title={status.detail}>
          {t('scene.lost')}{' '}
          {attempt < MOST_ATTEMPTS ? (
            t('scene.reloading', { attempt: attempt + 1 })
          ) : (
            <Button onClick={() => wallStore.setState({ attempt: attempt + 1 })}>
              {t('scene.reload')}
            </Button>
          )}
        </p>
      ) : null}
    </>
  );
}

function startScene(
  container: HTMLElement,
  manifest: CityManifest,
  networks: DistrictNetworks | null,
  attempt: number,
): () => void {
  let reload: ReturnType<typeof setTimeout> | null = null;
  const venue = networks?.venues[0];
  const scene = createCityScene({
    container,
    origin: manifest.origin,
    extentMetres: manifest.extentMetres,
    venue: venue ? middleOf(venue.outline[0] ?? []) : null,
    tilesetUrl: TILESET_URL,
    baseLayerUrl: null,
    alarmPalette: cellPalette('alarm'),
    background: BACKGROUND,
    groundRgb: GROUND_RGB,
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    onPick: (pick) => selectPick(pick, networks),
    onStatus: (scene) => {
      wallStore.setState({ scene });
      if (scene.state === 'lost' && attempt < MOST_ATTEMPTS) {
        reload ??= setTimeout(() => wallStore.setState({ attempt: attempt + 1 }), RELOAD_AFTER_MS);
      }
    },
  });
  const unbind = bindScene(scene, manifest, networks);
  reportProbe({
    cellColour: (cell) => {
      const alarmed = (cellBytes.get('alarm')?.[cell] ?? 0) > 0;
      const valued = (cellBytes.get(viewStore.getState().quantity)?.[cell] ?? 0) > 0;
      return alarmed || valued ? scene.probe().cellColour(cell) : null;
    },
  });
  const probing = setInterval(() => {
    const { tilesLoaded, frames } = scene.probe();
    reportProbe({ tilesLoaded, ready: { wall: tilesLoaded && frames > 0 } });
  }, PROBE_PERIOD_MS);
  return () => {
    clearInterval(probing);
    if (reload !== null) clearTimeout(reload);
    reportProbe({ tilesLoaded: false, ready: { wall: false }, cellColour: () => null });
    unbind();
    scene.dispose();
  };
}
