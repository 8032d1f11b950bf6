/** Joins forecast, advice and scenario runs to the live district. */
import { availableParallelism } from 'node:os';
import { decodeFrames, type Frames, type Measure } from '#contracts';
import { startAdvising } from './advise/start-advising.ts';
import { addCloseUpRoutes } from './close-ups/close-up-routes.ts';
import { startCloseUps } from './close-ups/start-close-ups.ts';
import type { RecentMean } from './forecast/demand-factors.ts';
import type { ForecastHost } from './forecast/forecast-host.ts';
import { addForecastRoutes } from './forecast/forecast-routes.ts';
import { createSimulationPool } from './forecast/simulation-pool.ts';
import { hasWays, startForecasting } from './forecast/start-forecasting.ts';
import type { DistrictExtension, LiveDistrict } from './live-district.ts';
import { listFootprints } from './registry/index.ts';
import { startScenarios } from './scenarios/start-scenarios.ts';

const RECENT_MS = 15 * 60_000;
/** A forecast older than this is a fault that the health page shows. */
const OLD_FORECAST_MS = 5 * 60_000;

export function startForecastExtension(district: LiveDistrict): DistrictExtension {
  const host = hostOf(district);
  const forecastPool = createSimulationPool(host, 1);
  const trialPool = createSimulationPool(host, Math.max(1, availableParallelism() - 2));
  // Somebody looks at the screen and waits; advice tries its ideas for minutes.
  const closeUpPool = createSimulationPool(host, 1);
  const forecasting = startForecasting(host, forecastPool);
  const advising = startAdvising(host, forecasting, trialPool);
  const scenarios = startScenarios(host, trialPool);
  const closeUps = startCloseUps({
    host,
    pool: closeUpPool,
    forecast: () => forecasting.current(),
    run: (id) => scenarios.get(id),
    footprints: () => listFootprints(district.city),
  });

  district.plans.onChange(forecasting.markDue);
  district.onWeatherChange(() => forecasting.markDue('weather'));
  forecasting.onForecast(({ forecast, frames }) => {
    district.report.forecastDone(forecast.cpuSeconds, forecast.issuedMs);
    const view = decodeFrames(frames.slice().buffer);
    district.reportPeopleOnStreets(peopleIn(view, host.networks.walk.links.length));
    district.state.showForecast(view, forecast.issuedMs);
  });

  return {
    routes: (app, access) => {
      addForecastRoutes(app, access, { forecasting, advising, scenarios });
      addCloseUpRoutes(app, access, closeUps);
    },
    snapshots: {
      forecast: () => forecasting.current()?.forecast ?? null,
      advice: () => advising.list(),
      advising: () => advising.state(),
      runs: () => scenarios.list(),
    },
    checks: () => {
      if (!hasWays(host.networks)) {
        const detail = 'none is made: the city has no streets and no footways';
        return [{ name: 'forecast', ok: true, detail }];
      }
      const { lastProblem, linesProblem } = forecasting.state();
      const issuedMs = forecasting.current()?.forecast.issuedMs ?? null;
      const ageMs = issuedMs === null ? null : host.nowMs() - issuedMs;
      // At ×N a forecast is N times older in district time when the same work is done.
      const isFresh = ageMs !== null && ageMs < OLD_FORECAST_MS * Math.max(1, district.clock.rate);
      const lines =
        linesProblem === null ? [] : [{ name: 'lines', ok: false, detail: linesProblem }];
      return [
        ...lines,
        {
          name: 'forecast',
          ok: isFresh && lastProblem === null,
          detail:
            lastProblem ??
            (ageMs === null
              ? 'none yet'
              : `issued ${Math.round(ageMs / 1000)} s ago, district time`),
        },
      ];
    },
    close: async () => {
      await Promise.all([forecasting.stop(), advising.stop(), scenarios.stop(), closeUps.stop()]);
      await Promise.all([forecastPool.close(), trialPool.close(), closeUpPool.close()]);
    },
  };
}

function hostOf(district: LiveDistrict): ForecastHost {
  const { city, clock, plans, store, publish } = district;
  const recentMean: RecentMean = (sensor, quantity) => {
    const untilMs = clock.nowMs();
    const { values } = district.history(sensor, quantity, untilMs - RECENT_MS, untilMs);
    return values.length === 0
      ? null
      : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return {
    district: city.manifest.district,
    timeZone: city.manifest.timeZone,
    networks: city.networks,
    transit: city.transit,
    nowMs: () => clock.nowMs(),
    weather: () => {
      const now = district.weather();
      return now
        ? {
            rainMillimetresPerHour: now.rainMillimetresPerHour,
            temperatureCelsius: now.temperatureCelsius,
            windMetresPerSecond: now.windMetresPerSecond,
          }
        : null;
    },
    events: () => plans.events(),
    measures: () => plans.measures(),
    addMeasures: (measures: readonly Measure[]) => {
      for (const measure of measures) {
        const fault = plans.putMeasure(measure);
        if (fault) district.log.error(`accepted measure ${measure.id} was not stored: ${fault}`);
      }
    },
    recentMean,
    records: {
      forecasts: store.forecasts,
      advice: store.advice,
      runs: store.runs,
      frames: store.frames,
    },
    publish: {
      forecast: (forecast) => publish('forecast', forecast),
      advice: (changed) => publish('advice', changed),
      advising: (state) => publish('advising', state),
      runs: (changed) => publish('runs', changed),
    },
    judge: ({ now, ahead }) => {
      district.alarms.report('now', now);
      district.alarms.report('forecast', ahead);
    },
    log: {
      info: (message) => district.log.info(message),
      error: (message) => district.log.error(message),
    },
  };
}

/** People on all walk links in frame 0. */
function peopleIn(view: Frames, walkLinks: number): number {
  let people = 0;
  for (let link = 0; link < walkLinks; link += 1) people += view.walkPersons[link] ?? 0;
  return people;
}
