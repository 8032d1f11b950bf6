/** Hosts the Cesium scene: creates it with its element, disposes it with it, and shows its states. */
import { useEffect, useRef, useState } from 'react';
import type { CityManifest, DistrictNetworks } from '#contracts';
import { type CityScene, createCityScene, type ScenePick } from '../engines/cesium/index.ts';
import { useText } from '../i18n/index.ts';
import { cellPalette } from '../layers/index.ts';
import { reportProbe } from '../probe.ts';
import { cellBytes, viewStore } from '../store/index.ts';
import { Button } from '../ui/index.ts';
import { bindScene, selectPick } from './bind-scene.ts';
import { markFound } from './found-units.tsx';
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
  isWhole,
  baseLayerUrl,
}: {
  readonly manifest: CityManifest;
  /** null while they load, and when there are none. */
  readonly networks: DistrictNetworks | null;
  /** Nothing that belongs into the scene is still on its way. */
  readonly isWhole: boolean;
  readonly baseLayerUrl: string | null;
}) {
  const t = useText(wallMessages);
  const ref = useRef<HTMLDivElement>(null);
  const attempt = useWall((state) => state.attempt);
  const status = useWall((state) => state.scene);
  const [scene, setScene] = useState<CityScene | null>(null);
  // What a press means depends on the networks; the scene does not wait for them.
  const pickRef = useRef<(pick: ScenePick) => void>(() => {});
  useEffect(() => {
    const container = ref.current;
    if (!container) return;
    const started = startScene(container, manifest, baseLayerUrl, attempt, pickRef);
    setScene(started.scene);
    return () => {
      setScene(null);
      started.stop();
    };
  }, [manifest, baseLayerUrl, attempt]);
  useEffect(() => {
    if (scene === null) return;
    pickRef.current = (pick) => selectPick(pick, networks);
    const outline = networks?.venues[0]?.outline[0];
    scene.setPlaces({
      venue: outline ? middleOf(outline) : null,
      outline: networks?.street.nodes.map((node) => node.point) ?? [],
    });
    return bindScene(scene, manifest, networks);
  }, [scene, manifest, networks]);
  useEffect(() => (scene === null ? undefined : markFound(scene)), [scene]);
  useEffect(() => {
    if (scene === null) return;
    return probeScene(scene, isWhole);
  }, [scene, isWhole]);
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
  baseLayerUrl: string | null,
  attempt: number,
  pickRef: { readonly current: (pick: ScenePick) => void },
): { readonly scene: CityScene; readonly stop: () => void } {
  let reload: ReturnType<typeof setTimeout> | null = null;
  const scene = createCityScene({
    container,
    origin: manifest.origin,
    extentMetres: manifest.extentMetres,
    tilesetUrl: TILESET_URL,
    baseLayerUrl,
    alarmPalette: cellPalette('alarm'),
    background: BACKGROUND,
    groundRgb: GROUND_RGB,
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    onPick: (pick) => pickRef.current(pick),
    onStatus: (scene) => {
      wallStore.setState({ scene });
      if (scene.state === 'lost' && attempt < MOST_ATTEMPTS) {
        reload ??= setTimeout(() => wallStore.setState({ attempt: attempt + 1 }), RELOAD_AFTER_MS);
      }
    },
  });
  return {
    scene,
    stop: () => {
      if (reload !== null) clearTimeout(reload);
      scene.dispose();
    },
  };
}

/** Tells tests what is drawn; returns how to stop. */
function probeScene(scene: CityScene, isWhole: boolean): () => void {
  reportProbe({
    cellColour: (cell) => {
      const alarmed = (cellBytes.get('alarm')?.[cell] ?? 0) > 0;
      const valued = (cellBytes.get(viewStore.getState().quantity)?.[cell] ?? 0) > 0;
      return alarmed || valued ? scene.probe().cellColour(cell) : null;
    },
  });
  const probing = setInterval(() => {
    const { tilesLoaded, frames } = scene.probe();
    reportProbe({ tilesLoaded, ready: { wall: isWhole && tilesLoaded && frames > 0 } });
  }, PROBE_PERIOD_MS);
  return () => {
    clearInterval(probing);
    reportProbe({ tilesLoaded: false, ready: { wall: false }, cellColour: () => null });
  };
}
