/** The line diagram over the scene: closed until somebody wants it, so that it covers nothing. */
import type { DistrictNetworks } from '#contracts';
import { useText } from '../i18n/index.ts';
import { select, useCity } from '../store/index.ts';
import { LineDiagram, LiveVehicles, transitMessages, useLiveLines } from '../transit/index.ts';

export function LinesPanel({
  timeZone,
  networks,
}: {
  readonly timeZone: string;
  readonly networks: DistrictNetworks | null;
}) {
  const t = useText(transitMessages);
  const shown = useLiveLines();
  const isLoading = useCity((state) => state.transit.state === 'loading');
  if (isLoading) return null;
  return (
    <details className="wall-lines panel">
      <summary>{t('lines.title')}</summary>
      <LineDiagram
        shown={shown}
        timeZone={timeZone}
        onStation={(index) => {
          const station = networks?.stations[index];
          if (station) select({ type: 'station', id: station.id });
        }}
      />
      <LiveVehicles network={shown?.layout.network ?? null} timeZone={timeZone} />
    </details>
  );
}
