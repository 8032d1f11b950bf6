/** Live vehicles as markers: round where modelled trains are square, with heading, time and age. */
import type { TransitNetwork } from '#contracts';
import type { MarkerRecord } from '../engines/cesium/index.ts';
import { formatAge, formatTimeWithSeconds, type Language, translator } from '../i18n/index.ts';
import type { VehicleDraw } from '../layers/index.ts';
import { type Selection, textFromSelection } from '../store/index.ts';
import { delayWords, lineName, occupancyWords, transitMessages } from '../transit/index.ts';
import { KIND_SHAPE, loadGround } from '../ui/index.ts';
import { isLightLoad } from './train-markers.ts';

const VEHICLE_HEIGHT_METRES = 7;
/** What was measured keeps its label before a modelled train, and after one that leaves people behind. */
const RANK = 35;
const STALE_RANK = 15;

export function vehicleMarkers(
  vehicles: readonly VehicleDraw[],
  context: {
    readonly network: TransitNetwork | null;
    readonly language: Language;
    readonly timeZone: string;
    readonly selection: Selection | null;
  },
): readonly MarkerRecord[] {
  const { network, language, timeZone, selection } = context;
  const t = translator(transitMessages, language);
  return vehicles.map((vehicle): MarkerRecord => {
    const { stale, share } = vehicle;
    const time = stale
      ? `⚠ ${formatAge(vehicle.ageMs, language)}`
      : formatTimeWithSeconds(vehicle.timeMs, timeZone, language);
    const facts = [occupancyWords(vehicle, t), delayWords(vehicle.delaySeconds, t, language)];
    const line = lineName(vehicle.line, network, language);
    return {
      id: textFromSelection({ type: 'vehicle', id: vehicle.id }),
      point: vehicle.point,
      heightMetres: VEHICLE_HEIGHT_METRES,
      look: `vehicle${stale ? ' vehicle-stale' : ''}${stale || isLightLoad(share) ? ' train-light' : ''}`,
      shape: vehicle.line !== null && vehicle.line.length <= 3 ? vehicle.line : '●',
      label: `${KIND_SHAPE[vehicle.kind]} ${line ?? vehicle.name} ${time}`,
      detail: facts.filter((fact) => fact !== '').join(' · '),
      selected: selection?.type === 'vehicle' && selection.id === vehicle.id,
      rank: stale ? STALE_RANK : RANK,
      ...(stale ? {} : { ground: loadGround(share) }),
      ...(vehicle.bearingDegrees === null ? {} : { headingDegrees: vehicle.bearingDegrees }),
    };
  });
}
