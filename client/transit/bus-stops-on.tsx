/** Bus stops of a street, with the lines that call there and how often. */
import type { DistrictNetworks } from '#contracts';
import { formatNumber, localized, useLanguage, useText } from '../i18n/index.ts';
import { KindMark } from '../ui/index.ts';
import { transitMessages } from './transit-messages.ts';

export interface BusStopsOnProps {
  readonly networks: DistrictNetworks;
  /** Id of a street link. */
  readonly street: string;
}

/** Nothing on a street without stops. */
export function BusStopsOn({ networks, street }: BusStopsOnProps) {
  const t = useText(transitMessages);
  const language = useLanguage();
  const { stops, lines } = networks.buses;
  const here = stops.flatMap((stop, index) =>
    networks.street.links[stop.streetLink]?.id === street ? [{ stop, index }] : [],
  );
  if (here.length === 0) return null;
  return (
    <div className="station-lines">
      <h4>{t('bus.stops')}</h4>
      <ul>
        {here.map(({ stop, index }) => (
          <li key={stop.id}>
            {localized(stop.name, language)}
            <ul className="bus-lines">
              {lines
                .filter((line) => line.stops.includes(index))
                .map(({ id, name, headwaySeconds, firstSecond, lastSecond }) => (
                  <li key={id}>
                    <KindMark kind={headwaySeconds.kind} word={false} />{' '}
                    {t('bus.line', {
                      line: localized(name, language),
                      minutes: formatNumber(headwaySeconds.value / 60, language),
                      first: clockText(firstSecond),
                      last: clockText(lastSecond),
                    })}
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** `05:30`; after midnight as the clock shows it. */
export function clockText(secondOfDay: number): string {
  const minutes = Math.floor(secondOfDay / 60) % 1440;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
