/** A picked street, footway, station, venue or alarm at the time shown. */
import { type DistrictNetworks, isStudied } from '#contracts';
import { CloseUpLinks } from '../close-up/close-up-links.tsx';
import {
  commonMessages,
  formatList,
  formatNumber,
  formatPeople,
  localized,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { DENSITY_BANDS, densityBandIndex, densityOf, queueMetres } from '../layers/index.ts';
import {
  type FrameChoice,
  frameAt,
  phaseOf,
  type Selection,
  useFrames,
  useLive,
  useNowMs,
  useShownTimeMs,
} from '../store/index.ts';
import { BusStopsOn, StationLines, useLiveLines } from '../transit/index.ts';
import { AlarmBadge, KindMark, ValueWithTruth } from '../ui/index.ts';
import { wallMessages } from './messages.ts';

interface Row {
  readonly name: string;
  readonly value: string | null;
  readonly unit?: string;
  readonly interval?: string;
}

export interface LinkCardProps {
  readonly selection: Selection;
  readonly timeZone: string;
  readonly networks: DistrictNetworks | null;
}

export function LinkCard({ selection, timeZone, networks }: LinkCardProps) {
  const t = useText(wallMessages);
  const words = useText(commonMessages);
  const language = useLanguage();
  const now = useNowMs();
  const shownMs = useShownTimeMs();
  const frames = useFrames((state) => state);
  const alarms = useLive((state) => state.alarms);
  const lines = useLiveLines();
  const choice = frameAt(frames, shownMs);
  const kind = phaseOf(shownMs, now) === 'future' ? 'forecast' : 'inferred';
  if (selection.type === 'alarm') {
    const alarm = alarms?.get(selection.id);
    if (!alarm) return <p className="kind">{t('card.gone')}</p>;
    return (
      <>
        <h3>{localized(alarm.placeName, language)}</h3>
        <p className="wall-wrap">
          <AlarmBadge priority={alarm.priority} /> {localized(alarm.message, language)}{' '}
          <KindMark kind={alarm.kind} />
        </p>
      </>
    );
  }
  const number = (value: number, decimals = 0): string => formatNumber(value, language, decimals);
  const facts = factsOf(selection);
  if (!facts)
    return (
      <p className="kind wall-wrap">
        {textOf(selection)}: {t('card.gone')}
      </p>
    );
  return (
    <>
      <h3>{facts.title}</h3>
      {facts.note ? <p className="kind wall-wrap">{facts.note}</p> : null}
      <dl className="wall-card-values">
        {facts.rows.map((row) => (
          <div key={row.name}>
            <dt className="kind">{row.name}</dt>
            <dd>
              <ValueWithTruth
                value={row.value}
                {...(row.unit ? { unit: row.unit } : {})}
                {...(row.interval ? { interval: row.interval } : {})}
                kind={kind}
                source={choice?.from === 'past' ? 'past frames' : 'forecast'}
                timeMs={choice?.timeMs ?? null}
                timeZone={timeZone}
              />
            </dd>
          </div>
        ))}
      </dl>
      {selection.type === 'station' && lines && networks ? (
        <StationLines
          shown={lines}
          networks={networks}
          station={networks.stations.findIndex((one) => one.id === selection.id)}
          timeZone={timeZone}
        />
      ) : null}
      {selection.type === 'street-link' && networks ? (
        <BusStopsOn networks={networks} street={selection.id} />
      ) : null}
      {networks ? <CloseUpLinks selection={selection} networks={networks} /> : null}
    </>
  );

  function factsOf(
    picked: Exclude<Selection, { type: 'alarm' }>,
  ): { readonly title: string; readonly note: string; readonly rows: readonly Row[] } | null {
    switch (picked.type) {
      case 'walk-link': {
        const index = networks?.walk.links.findIndex((link) => link.id === picked.id) ?? -1;
        const link = networks?.walk.links[index];
        if (!link) return null;
        const persons = at(choice, index, 'walk', 'walkPersons');
        const high = at(choice, index, 'walk', 'walkPersonsHigh');
        const density = persons === null ? null : densityOf(persons, link);
        const letter = density === null ? null : DENSITY_BANDS[densityBandIndex(density)]?.letter;
        return {
          title: link.name ? localized(link.name, language) : t('worst.unnamed'),
          note: [
            letter ? t('card.level', { letter }) : null,
            t('card.width', { value: number(link.widthMetres, 1) }),
          ]
            .filter((part) => part !== null)
            .join(' · '),
          rows: [
            {
              name: t('card.density'),
              value: density === null ? null : number(density, 2),
              unit: '/m²',
              ...(high === null || density === null
                ? {}
                : { interval: `≤ ${number(densityOf(high, link), 2)}` }),
            },
            {
              name: t('card.persons'),
              value: persons === null ? null : formatPeople(persons, language),
              ...(high === null ? {} : { interval: `≤ ${formatPeople(high, language)}` }),
            },
          ],
        };
      }
      case 'street-link': {
        const index = networks?.street.links.findIndex((link) => link.id === picked.id) ?? -1;
        const link = networks?.street.links[index];
        if (!link) return null;
        const speed = at(choice, index, 'street', 'streetSpeedCentimetresPerSecond');
        const flow = at(choice, index, 'street', 'streetFlowVehiclesPerHour');
        const queue = at(choice, index, 'street', 'streetQueueVehicles');
        const free = number(link.freeSpeedMetresPerSecond * 3.6);
        return {
          title: link.name ? localized(link.name, language) : link.id,
          note: t('card.free', { value: free }),
          rows: [
            {
              name: t('card.speed'),
              value: speed === null ? null : number((speed / 100) * 3.6),
              unit: 'km/h',
            },
            {
              name: t('card.flow'),
              value: flow === null ? null : number(flow),
              unit: t('card.vehiclesPerHour'),
            },
            {
              name: t('card.queue'),
              value: queue === null ? null : number(queue),
              unit: t('card.vehicles'),
            },
            {
              name: t('card.queueLength'),
              value: queue === null ? null : number(queueMetres(queue, link)),
              unit: 'm',
              ...(queue !== null && queueMetres(queue, link) >= link.lengthMetres
                ? { interval: t('card.queueFull') }
                : {}),
            },
          ],
        };
      }
      case 'station': {
        const index = networks?.stations.findIndex((one) => one.id === picked.id) ?? -1;
        const station = networks?.stations[index];
        if (!station) return null;
        const waiting = at(choice, index, 'station', 'stationWaiting');
        const low = at(choice, index, 'station', 'stationWaitingLow');
        const high = at(choice, index, 'station', 'stationWaitingHigh');
        const capacity = station.departureCapacityPersonsPerMinute.value;
        return {
          title: localized(station.name, language),
          note: `${t('card.lines', { lines: formatList(station.lines, language) })} · ${t('card.capacity')} ${formatPeople(capacity, language)} ${t('unit.personsPerMinute')}`,
          rows: [
            {
              name: t('card.waiting'),
              value: waiting === null ? null : formatPeople(waiting, language),
              unit: t('unit.persons'),
              ...(low === null || high === null
                ? {}
                : { interval: `${formatPeople(low, language)}–${formatPeople(high, language)}` }),
            },
          ],
        };
      }
      case 'venue': {
        const venue = networks?.venues.find((one) => one.id === picked.id);
        if (!venue) return null;
        const capacity = formatPeople(venue.capacityPersons.value, language);
        return {
          title: localized(venue.name, language),
          note: `${t('card.capacity')} ${capacity} ${t('unit.persons')} · ${words(`kind.${venue.capacityPersons.kind}`)}`,
          rows: [],
        };
      }
      case 'gate': {
        const venue = networks?.venues.find((one) =>
          one.gates.some((gate) => gate.id === picked.id),
        );
        const gate = venue?.gates.find((one) => one.id === picked.id);
        if (!venue || !gate) return null;
        return {
          title: `${localized(venue.name, language)} ${localized(gate.name, language)}`,
          note: t('card.width', { value: number(gate.widthMetres, 1) }),
          rows: [],
        };
      }
      case 'cell':
      case 'area':
      case 'sensor':
      case 'vehicle':
        return null;
      default:
        return picked satisfies never;
    }
  }
}

const textOf = (selection: Selection): string => String(selection.id);

const COUNTS = {
  walk: 'walkLinkCount',
  street: 'streetLinkCount',
  station: 'stationCount',
} as const;
const STUDY_KINDS = { walk: 'walkLinks', street: 'streetLinks', station: 'stations' } as const;

/** One value of the frame shown; null when no frame holds the time or nobody forecasts the place. */
function at(
  choice: FrameChoice | null,
  index: number,
  place: keyof typeof COUNTS,
  field:
    | 'walkPersons'
    | 'walkPersonsHigh'
    | 'streetSpeedCentimetresPerSecond'
    | 'streetFlowVehiclesPerHour'
    | 'streetQueueVehicles'
    | 'stationWaiting'
    | 'stationWaitingLow'
    | 'stationWaitingHigh',
): number | null {
  if (!choice || !isStudied(choice.frames.study, STUDY_KINDS[place], index)) return null;
  return choice.frames[field][choice.index * choice.frames[COUNTS[place]] + index] ?? null;
}
