/** The district's weather: the newest reading of any weather station that is not stale. */
import type { ValueKind, Weather } from '#contracts';
import type { DistrictState } from './district-state.ts';

export type CurrentWeather = Weather & {
  readonly kind: ValueKind;
  readonly source: string;
  readonly timeMs: number;
};

export function readWeather(
  state: DistrictState,
  kindOfSensor: (id: string) => ValueKind,
): CurrentWeather | null {
  let newest: CurrentWeather | null = null;
  for (const [id, rain] of state.latest.of('rainMillimetresPerHour')) {
    const temperature = state.latest.get(id, 'temperatureCelsius');
    const wind = state.latest.get(id, 'windMetresPerSecond');
    if (!temperature || !wind || state.isStale(id, 'rainMillimetresPerHour', rain.timeMs)) continue;
    if (newest && newest.timeMs >= rain.timeMs) continue;
    newest = {
      rainMillimetresPerHour: rain.value,
      temperatureCelsius: temperature.value,
      windMetresPerSecond: wind.value,
      kind: kindOfSensor(id),
      source: id,
      timeMs: rain.timeMs,
    };
  }
  return newest;
}

/** Whether a forecast made with `before` should be made again. */
export function hasWeatherChanged(before: Weather | null, after: Weather | null): boolean {
  if (!before || !after) return before !== after;
  const dryToWet = before.rainMillimetresPerHour >= 0.1 !== after.rainMillimetresPerHour >= 0.1;
  const rainBy = Math.abs(after.rainMillimetresPerHour - before.rainMillimetresPerHour);
  const muchRain = rainBy > Math.max(1, before.rainMillimetresPerHour / 2);
  return (
    dryToWet || muchRain || Math.abs(after.temperatureCelsius - before.temperatureCelsius) >= 3
  );
}
