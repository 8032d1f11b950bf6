/**
 * The demonstration evening's weather: a shower that the forecast did not announce. Rain rises
 * from dry to the drawn peak around its centre (Gaussian in time), so that mode shares, walking
 * speed and road capacity change while people are on their way.
 */
import { createRandom, type MessagePayload } from '#contracts';

export interface WeatherTruth {
  readonly at: (timeMs: number) => Omit<MessagePayload<'weather-station/observation'>, 'timeMs'>;
}

export function createWeatherTruth(seed: number, showerCentreMs: number): WeatherTruth {
  const random = createRandom(seed, 'weather');
  const peak = 2 + 8 * random.next();
  const widthMs = (35 + 25 * random.next()) * 60_000;
  const centre = showerCentreMs + (random.next() - 0.5) * 40 * 60_000;
  const temperature = 14 + 8 * random.next();
  const wind = 1.5 + 3 * random.next();
  return {
    at: (timeMs) => {
      const z = (timeMs - centre) / widthMs;
      const rain = peak * Math.exp(-0.5 * z * z);
      const hour = (timeMs / 3_600_000) % 24;
      return {
        rainMillimetresPerHour: rain < 0.1 ? 0 : Math.round(rain * 10) / 10,
        temperatureCelsius:
          Math.round((temperature - 0.15 * rain + Math.sin(hour / 3.8)) * 10) / 10,
        windMetresPerSecond: Math.round((wind + 0.2 * rain) * 10) / 10,
      };
    },
  };
}
