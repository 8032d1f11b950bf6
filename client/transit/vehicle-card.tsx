/** One live vehicle: what it said of itself, when, and through which feed. */
import type { VehicleId } from '#contracts';
import {
  formatAge,
  formatNumber,
  formatTimeWithSeconds,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { drawVehicles } from '../layers/index.ts';
import { useLive, useNowMs } from '../store/index.ts';
import { KindMark } from '../ui/index.ts';
import { useLinesLayout } from './lines-shown.ts';
import { transitMessages } from './transit-messages.ts';
import { delayWords, lineName, occupancyWords } from './vehicle-words.ts';

const KILOMETRES_PER_HOUR = 3.6;

export function VehicleCard({
  id,
  timeZone,
}: {
  readonly id: VehicleId;
  readonly timeZone: string;
}) {
  const t = useText(transitMessages);
  const language = useLanguage();
  const now = useNowMs();
  const transit = useLive((state) => state.transit);
  const network = useLinesLayout()?.network ?? null;
  const vehicle = transit && drawVehicles(transit, now).vehicles.find((one) => one.id === id);
  if (!vehicle) return <p className="kind wall-wrap">{t('vehicle.gone')}</p>;
  const { speedMetresPerSecond: speed, bearingDegrees: bearing } = vehicle;
  const rows = [
    [t('vehicle.occupancy'), occupancyWords(vehicle, t)],
    [t('vehicle.delay'), delayWords(vehicle.delaySeconds, t, language)],
    [
      t('vehicle.speed'),
      speed === null ? '' : `${formatNumber(speed * KILOMETRES_PER_HOUR, language)} km/h`,
    ],
    [
      t('vehicle.heading'),
      bearing === null ? '' : `${formatNumber((bearing + 360) % 360, language)}°`,
    ],
  ] as const;
  const time = formatTimeWithSeconds(vehicle.timeMs, timeZone, language);
  return (
    <>
      <h3>
        {lineName(vehicle.line, network, language) ?? t('vehicle.unnamedLine')} · {vehicle.name}
      </h3>
      <dl className={vehicle.stale ? 'wall-card-values kind' : 'wall-card-values'}>
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt className="kind">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <p className="kind wall-wrap">
        <KindMark kind={vehicle.kind} /> ·{' '}
        {t(vehicle.timeOf === 'vehicle' ? 'vehicle.reported' : 'vehicle.feedTime', { time })}
        {vehicle.stale ? ` · ⚠ ${formatAge(vehicle.ageMs, language)}` : ''} ·{' '}
        {t('vehicle.source', { source: vehicle.source })}
      </p>
    </>
  );
}
