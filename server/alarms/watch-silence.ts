/**
 * Devices that have gone silent, as advisory alarms. Few: one alarm each. Many at once: one alarm for
 * the first of them that names the number, because fifty alarms about one broken line hide everything
 * else (ISA-18.2: group, never flood).
 */
import { type Alarm, type DistrictNetworks, sensorIdSchema } from '#contracts';
import type { SensorPresence } from '../state/district-state.ts';
import { type AlarmBook, alarmKey } from './alarm-book.ts';
import { nameNetworkPlace } from './name-place.ts';

const SINGLE_ALARMS_AT_MOST = 5;
/** A group has no one place on the map, and the name of its first device would mislead. */
const MANY_PLACES = { zh: '片区感知设备', en: 'Devices of the district' } as const;

export function watchSilence(
  presence: readonly SensorPresence[],
  networks: DistrictNetworks,
  book: AlarmBook,
): void {
  const silent = presence.filter((device) => device.silent).map(({ sensor }) => sensor.id);
  const grouped = silent.length > SINGLE_ALARMS_AT_MOST;
  const wanted = new Map<string, { readonly id: string; readonly count: number }>();
  const open = book.openKeys().filter((key) => key.startsWith('feed-silent|'));
  if (grouped) {
    // An open alarm goes on standing for the group while its own device is silent.
    const leader = silent.find((id) => open.includes(silenceKey(id))) ?? silent[0];
    if (leader !== undefined) wanted.set(silenceKey(leader), { id: leader, count: silent.length });
  } else {
    for (const id of silent) wanted.set(silenceKey(id), { id, count: 1 });
  }
  for (const key of open) if (!wanted.has(key)) book.clear(key);
  for (const [key, { id, count }] of wanted) {
    if (book.find(key)) continue;
    const named = nameNetworkPlace(networks, placeOf(id));
    if (!named) continue;
    book.raise({
      ...(count > 1 ? { ...named, placeName: MANY_PLACES, point: null } : named),
      priority: 'advisory',
      cause: 'feed-silent',
      kind: 'measured',
      source: 'ingest-watch',
      message:
        count > 1
          ? { zh: `${count} 台设备无数据`, en: `${count} devices are silent` }
          : { zh: '设备无数据', en: 'Device is silent' },
    });
  }
}

const placeOf = (id: string) =>
  ({ type: 'sensor', sensor: sensorIdSchema.parse(id) }) as const satisfies Alarm['place'];

const silenceKey = (id: string): string =>
  alarmKey({ cause: 'feed-silent', kind: 'measured', place: placeOf(id) });
