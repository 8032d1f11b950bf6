/** Trains near the district as markers: where they are, how full, whom they left behind. */
import type { DistrictNetworks, ValueKind } from '#contracts';
import type { MarkerRecord, RibbonLink } from '../engines/cesium/index.ts';
import { formatPeople, type Language } from '../i18n/index.ts';
import { type LinesLayout, rgbFromHex, type TrainDraw } from '../layers/index.ts';
import { textFromSelection } from '../store/index.ts';
import { KIND_SHAPE, loadGround } from '../ui/index.ts';

const TRAIN_HEIGHT_METRES = 6;
const LINE_WIDTH_METRES = 14;
const LEAST_PIXELS = 2.5;
/** Darker than any load, so that trains stand out on their line. */
export const LINE_RGB = rgbFromHex('#2f6a62');
/** Of a dark load the letters are light; unknown is dark too. */
const LIGHT_FROM_LOAD = 0.55;
export const isLightLoad = (share: number | null): boolean => (share ?? 0) < LIGHT_FROM_LOAD;

export const lineShapes = (layout: LinesLayout): readonly RibbonLink[] =>
  layout.sections.map(({ from, to }) => ({
    line: [from, to],
    widthMetres: LINE_WIDTH_METRES,
    rightMetres: 0,
    leastPixels: LEAST_PIXELS,
  }));

export function trainMarkers(
  layout: LinesLayout,
  trains: readonly TrainDraw[],
  networks: DistrictNetworks,
  kind: ValueKind,
  language: Language,
  leftWord: (count: string) => string,
): readonly MarkerRecord[] {
  return trains.flatMap((train): readonly MarkerRecord[] => {
    if (train.point === null || !train.near) return [];
    const { network, stationOf } = layout;
    const pattern = network.patterns[train.pattern];
    const line = network.lines[pattern?.line ?? -1];
    const stationAt = (stop: number) =>
      networks.stations[stationOf[network.stops[pattern?.stops[stop] ?? -1]?.station ?? -1] ?? -1];
    const last = stationAt(train.stop);
    const station = last ?? stationAt(train.stop + 1);
    // At a station outside nobody of the district was left behind.
    const left = last && train.part > 0 ? train.leftBehind : 0;
    const percent = Math.round(100 * train.load);
    return [
      {
        id: `train ${train.number} ${station ? textFromSelection({ type: 'station', id: station.id }) : ''}`,
        point: train.point,
        heightMetres: TRAIN_HEIGHT_METRES,
        look: `train${left > 0 ? ' train-left' : ''}${isLightLoad(train.load) ? ' train-light' : ''}`,
        shape: line?.id.length && line.id.length <= 2 ? line.id : '▮',
        label: `${KIND_SHAPE[kind]} ${percent} %`,
        detail: left > 0 ? leftWord(formatPeople(left, language)) : '',
        selected: false,
        rank: left > 0 ? 75 : 20 + Math.round(10 * train.load),
        ground: loadGround(train.load),
      },
    ];
  });
}
