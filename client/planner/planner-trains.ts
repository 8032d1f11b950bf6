/** What moves on the planner's map, pane by pane: trains at the second shown, live vehicles where they reported. */
import type { MovingOfPane } from '../engines/deck/index.ts';
import { drawTrains, drawVehicles, singleHueRgb } from '../layers/index.ts';
import { currentShownTimeMs, liveStore, nowMs, phaseOf } from '../store/index.ts';
import { KIND_SHAPE } from '../ui/index.ts';
import type { PaneView, PlannerScene } from './planner-scene.ts';

export const movingOf = (scene: PlannerScene): readonly MovingOfPane[] =>
  scene.panes.map((pane) => ({
    trains: trainsOf(scene, pane),
    vehicles: vehiclesOf(pane),
  }));

/** Frames change by the minute, and so does the rest of the map; live trains go on between them. */
const timeOf = ({ timeMs }: PlannerScene, pane: PaneView): number =>
  pane.name === 'live' ? currentShownTimeMs() : timeMs;

function trainsOf(scene: PlannerScene, pane: PaneView): MovingOfPane['trains'] {
  const { layout } = scene;
  // A difference of two runs has no trains of its own.
  if (!layout || !pane.transit || pane.base) return [];
  return drawTrains(layout, pane.transit.frames, timeOf(scene, pane)).flatMap((train) => {
    if (!train.near || train.point === null) return [];
    const stop = layout.network.patterns[train.pattern]?.stops[train.stop] ?? -1;
    const isOurs = (layout.stationOf[layout.network.stops[stop]?.station ?? -1] ?? -1) >= 0;
    const left = isOurs && train.part > 0 && train.leftBehind > 0;
    const percent = `${KIND_SHAPE[pane.kind]} ${Math.round(100 * train.load)} %`;
    return [
      {
        point: train.point,
        rgb: singleHueRgb(train.load),
        text: left ? `${percent} ▲${train.leftBehind}` : percent,
        left,
      },
    ];
  });
}

function vehiclesOf(pane: PaneView): MovingOfPane['vehicles'] {
  const { transit } = liveStore.getState();
  const now = nowMs();
  if (pane.name !== 'live' || !transit || phaseOf(currentShownTimeMs(), now) !== 'live') return [];
  return drawVehicles(transit, now).vehicles.map((vehicle) => ({
    point: vehicle.point,
    rgb: vehicle.share === null || vehicle.stale ? null : singleHueRgb(vehicle.share),
    headingDegrees: vehicle.bearingDegrees,
    stale: vehicle.stale,
    // What else it says is in the list beside the map: a map full of words shows no places.
    text: `${KIND_SHAPE[vehicle.kind]} ${vehicle.line ?? vehicle.name}`,
  }));
}
