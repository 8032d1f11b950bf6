/**
 * Stores → scene, outside React: subscribes, computes colours at most once a frame of data and
 * hands plain records to the adapter. Returns the unsubscriber.
 */
import {
  CELL_QUANTITY_IDS,
  type CellId,
  type CityManifest,
  cellIdSchema,
  type DistrictNetworks,
} from '#contracts';
import type { CityScene, ScenePick } from '../engines/cesium/index.ts';
import { languageStore, translator } from '../i18n/index.ts';
import {
  ALARM_HEX,
  cellPalette,
  createLinkDraw,
  drawQueues,
  drawStations,
  drawStreetLinks,
  drawTrains,
  drawVehicles,
  drawWalkLinks,
  rgbFromHex,
} from '../layers/index.ts';
import { reportProbe } from '../probe.ts';
import {
  cellBytes,
  cityStore,
  clockStore,
  currentShownTimeMs,
  frameAt,
  framesStore,
  liveStore,
  nowMs,
  phaseOf,
  type Selection,
  select,
  transitAt,
  viewStore,
} from '../store/index.ts';
import { layoutOf, transitMessages } from '../transit/index.ts';
import {
  fetchBuildingShape,
  fetchCellCard,
  levelOf,
  outlineOf,
  unitVolumesOf,
} from './cell-details.ts';
import { streetShapes, walkShapes } from './link-shapes.ts';
import { wallMessages } from './messages.ts';
import { markersFor, middleOf, selectionOfMarker } from './scene-markers.ts';
import { LINE_RGB, lineShapes, trainMarkers } from './train-markers.ts';
import { vehicleMarkers } from './vehicle-markers.ts';
import { wallStore } from './wall-store.ts';

/** Streets while walkers are shown: part of the ground. */
const QUIET_STREET_RGB = rgbFromHex('#39434f');
const CRITICAL_RGB = rgbFromHex(ALARM_HEX.critical);
const CLOSE_UP_METRES = 420;
const XRAY_METRES = 260;

export function bindScene(
  scene: CityScene,
  manifest: CityManifest,
  networks: DistrictNetworks | null,
): () => void {
  const stops: (() => void)[] = [];
  const street = createLinkDraw(networks?.street.links.length ?? 0);
  const walk = createLinkDraw(networks?.walk.links.length ?? 0);
  const queues = new Uint8Array(networks?.street.links.length ?? 0);
  let drawn = '';

  // Cells
  for (const quantity of CELL_QUANTITY_IDS) {
    const bytes = cellBytes.get(quantity);
    if (bytes) scene.writeCells(quantity, bytes);
  }
  stops.push(
    cellBytes.subscribe((change) => {
      if (change.type === 'all') scene.writeCells(change.quantity, change.bytes);
      else scene.changeCells(change.quantity, change.changes);
    }),
  );
  const showQuantity = (): void => {
    const { quantity } = viewStore.getState();
    scene.showQuantity(quantity, cellPalette(quantity));
  };
  showQuantity();

  // Streets, footways, stations: one data frame at a time
  if (networks) {
    scene.setLinks('street', streetShapes(networks.street));
    scene.setLinks('walk', walkShapes(networks.walk.links));
  }
  const layout = networks ? layoutOf(cityStore.getState()) : null;
  if (layout) {
    scene.setLinks('line', lineShapes(layout));
    const colours = new Uint8Array(4 * layout.sections.length);
    for (let i = 0; i < layout.sections.length; i += 1) colours.set([...LINE_RGB, 255], 4 * i);
    scene.colourLinks('line', colours, null);
  }
  const drawMoving = (): void => {
    const { language } = languageStore.getState();
    const t = translator(transitMessages, language);
    const [shownMs, now] = [currentShownTimeMs(), nowMs()];
    const phase = phaseOf(shownMs, now);
    const frames = transitAt(framesStore.getState(), shownMs)?.frames;
    const trains = layout && frames ? drawTrains(layout, frames, shownMs) : [];
    const kind = phase === 'future' ? 'forecast' : 'inferred';
    const { transit } = liveStore.getState();
    // Where vehicles were or will be nobody has said.
    const vehicles = transit && phase === 'live' ? drawVehicles(transit, now).vehicles : [];
    scene.setMoving([
      ...(layout && networks
        ? trainMarkers(layout, trains, networks, kind, language, (count) =>
            t('train.left', { count }),
          )
        : []),
      ...vehicleMarkers(vehicles, {
        ...{ network: layout?.network ?? null, language, timeZone: manifest.timeZone },
        selection: viewStore.getState().selection,
      }),
    ]);
    reportProbe({
      moving: {
        trains: trains.filter(({ near }) => near).length,
        vehicles: vehicles.map(({ id }) => id),
      },
    });
  };

  const drawFrame = (): void => {
    if (!networks) return;
    const choice = frameAt(framesStore.getState(), currentShownTimeMs());
    const { street: mode } = wallStore.getState();
    const key = choice
      ? `${choice.frames.startMs} ${choice.index} ${choice.from} ${mode}`
      : `none ${mode}`;
    if (key === drawn) return;
    drawn = key;
    if (choice) {
      drawWalkLinks(networks.walk.links, choice.frames, choice.index, walk);
      drawStreetLinks(networks.street.links, choice.frames, choice.index, street);
    } else {
      walk.colours.fill(0);
    }
    if (mode === 'density' || !choice) {
      for (let i = 0; i < networks.street.links.length; i += 1) {
        street.colours.set([...QUIET_STREET_RGB, 255], i * 4);
      }
    } else {
      walk.colours.fill(0);
    }
    walk.critical.forEach((critical, i) => {
      if (critical === 1 && mode === 'density') walk.colours.set([...CRITICAL_RGB, 255], i * 4);
    });
    if (choice && mode === 'speed') {
      drawQueues(networks.street.links, choice.frames, choice.index, queues);
    } else queues.fill(0);
    scene.colourLinks('street', street.colours, null);
    scene.showQueues(queues);
    scene.colourLinks('walk', walk.colours, walk.hatches);
    drawMarkers();
  };
  const drawMarkers = (): void => {
    if (!networks) return;
    const choice = frameAt(framesStore.getState(), currentShownTimeMs());
    const { language } = languageStore.getState();
    scene.setMarkers(
      markersFor({
        networks,
        stations: choice ? drawStations(choice.frames, choice.index) : null,
        alarms: [...(liveStore.getState().alarms?.values() ?? [])],
        events: liveStore.getState().plans?.events ?? [],
        shownMs: currentShownTimeMs(),
        timeZone: manifest.timeZone,
        language,
        selection: viewStore.getState().selection,
        waitingWord: translator(wallMessages, language)('card.waiting'),
      }),
    );
  };
  drawFrame();
  drawMarkers();
  drawMoving();
  // The clock moves on its own: look once a second whether another minute is shown.
  const drawTime = (): void => {
    drawFrame();
    drawMoving();
  };
  const timer = setInterval(drawTime, 1000);
  stops.push(() => clearInterval(timer));
  stops.push(clockStore.subscribe(drawTime), framesStore.subscribe(drawTime));
  stops.push(
    wallStore.subscribe((now, before) => {
      if (now.street !== before.street) drawFrame();
      if (now.xray !== before.xray) showXray();
      if (now.camera !== before.camera && now.camera) scene.goTo(now.camera.preset);
    }),
  );
  stops.push(
    liveStore.subscribe((now, before) => {
      if (now.alarms !== before.alarms || now.plans !== before.plans) drawMarkers();
      if (now.transit !== before.transit) drawMoving();
    }),
  );
  stops.push(languageStore.subscribe(drawMarkers), languageStore.subscribe(drawMoving));

  // Selection
  let asking = new AbortController();
  let storey: { readonly building: number; readonly level: number } | null = null;
  const showXray = (): void => {
    const inside = wallStore.getState().xray ? storey : null;
    scene.lookInto(inside);
    // Storeys are tiles of their own only from near by.
    if (inside) scene.goTo({ rangeMetres: Math.min(scene.view().rangeMetres, XRAY_METRES) });
  };
  const showSelection = (selection: Selection | null): void => {
    asking.abort();
    asking = new AbortController();
    storey = null;
    showXray();
    drawMarkers();
    drawMoving();
    if (selection?.type !== 'cell') {
      scene.selectCells([], []);
      scene.showUnits([]);
      const point = networks && selection ? pointOf(selection, networks) : null;
      if (point) scene.goTo({ eastMetres: point[0], northMetres: point[1] });
      return;
    }
    scene.selectCells([selection.id], []);
    void outlineSelection(scene, selection.id, asking.signal).then((found) => {
      storey = found;
      showXray();
    });
  };
  showSelection(viewStore.getState().selection);
  stops.push(
    viewStore.subscribe((now, before) => {
      if (now.quantity !== before.quantity) showQuantity();
      if (now.selection !== before.selection) showSelection(now.selection);
    }),
    () => asking.abort(),
  );
  return () => {
    for (const stop of stops) stop();
  };
}

/** The storey that was selected; null when it is a whole building, or nothing is known of it. */
async function outlineSelection(
  scene: CityScene,
  cell: CellId,
  signal: AbortSignal,
): Promise<{ readonly building: number; readonly level: number } | null> {
  try {
    const card = await fetchCellCard(cell, signal);
    if (!card.ok) return null; // The card on screen says why; the cell itself is highlighted already.
    const ids = [cell, card.value.storey, card.value.building].filter((id) => id !== null);
    const shape = await fetchBuildingShape(card.value.building, signal);
    if (!shape.ok) {
      scene.selectCells(ids, []);
      return null;
    }
    scene.selectCells(ids, outlineOf(cell, shape.value));
    scene.showUnits(unitVolumesOf(card.value.building, shape.value));
    const [east, north] = shape.value.point;
    const near = scene.view();
    scene.goTo({
      eastMetres: east,
      northMetres: north,
      rangeMetres: Math.min(near.rangeMetres, CLOSE_UP_METRES * 2),
    });
    const level = levelOf(cell, shape.value);
    return level === null ? null : { building: card.value.building, level };
  } catch (error) {
    if (!signal.aborted) throw error;
    return null;
  }
}

function pointOf(
  selection: Selection,
  networks: DistrictNetworks,
): readonly [number, number] | null {
  switch (selection.type) {
    case 'station':
      return networks.stations.find((one) => one.id === selection.id)?.point ?? null;
    case 'venue':
      return middleOf(networks.venues.find((one) => one.id === selection.id)?.outline[0] ?? []);
    case 'walk-link':
      return middleOf(networks.walk.links.find((one) => one.id === selection.id)?.line ?? []);
    case 'street-link':
      return middleOf(networks.street.links.find((one) => one.id === selection.id)?.line ?? []);
    case 'vehicle':
      return (
        liveStore.getState().transit?.vehicles.find((one) => one.id === selection.id)?.point ?? null
      );
    default:
      return null;
  }
}

/** A press in the scene → the one selection. */
export function selectPick(pick: ScenePick, networks: DistrictNetworks | null): void {
  switch (pick.type) {
    case 'cell':
      select({ type: 'cell', id: cellIdSchema.parse(pick.cell) });
      return;
    case 'marker':
      select(selectionOfMarker(pick.id));
      return;
    case 'link': {
      const walk = networks?.walk.links[pick.index];
      const street = networks?.street.links[pick.index];
      if (pick.layer === 'walk' && walk) select({ type: 'walk-link', id: walk.id });
      if (pick.layer === 'street' && street) select({ type: 'street-link', id: street.id });
      return;
    }
    case 'nothing':
      select(null);
      return;
    default:
      pick satisfies never;
  }
}
