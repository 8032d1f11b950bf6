/**
 * What a run is measured by, frame by frame: density and speed in the measuring areas, the clearance
 * curve, and flows over the measuring lines. Density is the classical one, persons whose middle lies
 * in the area over the area (method A of Steffen and Seyfried 2010, doi:10.1016/j.physa.2009.12.015);
 * not Voronoi, so small areas show steps of one person.
 */
import type { CrowdScenario } from '#contracts';
import { type CrowdRun, PERSON_STATE } from '../crowd-types.ts';
import { isInside, ringsOf } from '../space/plane-geometry.ts';
import { type LevelOfService, levelOfService } from './level-of-service.ts';
import { findNetCrossings } from './net-crossings.ts';

export interface AreaMeasure {
  readonly id: string;
  readonly squareMetres: number;
  /** One value per frame. */
  readonly personsPerSquareMetre: number[];
  /** NaN in frames without persons. */
  readonly metresPerSecond: number[];
}

export interface CrowdMeasures {
  readonly frameSeconds: number[];
  /** People who have not arrived, per frame. */
  readonly remaining: number[];
  readonly areas: readonly AreaMeasure[];
}

export interface RunMeter {
  readonly measures: CrowdMeasures;
  /** Call after each frame. */
  takeFrame(run: CrowdRun): void;
}

export function createRunMeter(scenario: CrowdScenario): RunMeter {
  const areas = scenario.measuringAreas.map(({ id, level, area }) => {
    const rings = ringsOf(area);
    const plane = scenario.levels.findIndex((item) => item.id === level);
    const squareMetres = rings.reduce((sum, ring, index) => {
      let twice = 0;
      ring.forEach((point, k) => {
        const next = ring[(k + 1) % ring.length];
        if (next) twice += point[0] * next[1] - next[0] * point[1];
      });
      return sum + (index === 0 ? 0.5 : -0.5) * Math.abs(twice);
    }, 0);
    const measure: AreaMeasure = {
      id,
      squareMetres,
      personsPerSquareMetre: [],
      metresPerSecond: [],
    };
    return { rings, plane, measure };
  });
  const measures: CrowdMeasures = {
    frameSeconds: [],
    remaining: [],
    areas: areas.map(({ measure }) => measure),
  };
  const takeFrame = (run: CrowdRun): void => {
    const { x, y, plane, state, velocityX, velocityY } = run.arrays;
    const counts = run.counts();
    measures.frameSeconds.push(run.seconds());
    measures.remaining.push(counts.outside + counts.underWay);
    for (const { rings, plane: own, measure } of areas) {
      let persons = 0;
      let speed = 0;
      for (let k = 0; k < run.people; k += 1) {
        const life = state[k] ?? 0;
        if (life === PERSON_STATE.outside || life === PERSON_STATE.leaving) continue;
        if (life === PERSON_STATE.arrived || plane[k] !== own) continue;
        if (!isInside(rings, x[k] ?? 0, y[k] ?? 0)) continue;
        persons += 1;
        speed += Math.hypot(velocityX[k] ?? 0, velocityY[k] ?? 0);
      }
      measure.personsPerSquareMetre.push(persons / measure.squareMetres);
      measure.metresPerSecond.push(speed / persons);
    }
  };
  return { measures, takeFrame };
}

export interface AreaSummary {
  readonly id: string;
  readonly greatestPersonsPerSquareMetre: number;
  /** Seconds in frames above 2, 4 and 5 persons/m². */
  readonly secondsAboveTwo: number;
  readonly secondsAboveFour: number;
  readonly secondsAboveFive: number;
  /** At the greatest density, as a walkway. */
  readonly worstLevelOfService: LevelOfService;
}

export function summarizeArea(area: AreaMeasure, frameSeconds: number): AreaSummary {
  const densities = area.personsPerSquareMetre;
  const secondsAbove = (limit: number): number =>
    frameSeconds * densities.filter((density) => density > limit).length;
  const greatest = densities.reduce((most, density) => Math.max(most, density), 0);
  return {
    id: area.id,
    greatestPersonsPerSquareMetre: greatest,
    secondsAboveTwo: secondsAbove(2),
    secondsAboveFour: secondsAbove(4),
    secondsAboveFive: secondsAbove(5),
    worstLevelOfService: levelOfService(greatest, 'walkway'),
  };
}

export interface LineFlow {
  readonly id: string;
  readonly crossings: number;
  /** Of the middle part, from the 20 % to the 85 % person, persons/s; NaN below ten crossings. */
  readonly steadyPersonsPerSecond: number;
  readonly steadyPersonsPerMetreSecond: number;
}

/** Flow over each measuring line, in both directions together, each person counted once net. */
export function measureLineFlows(scenario: CrowdScenario, run: CrowdRun): readonly LineFlow[] {
  return scenario.measuringLines.map(({ id, line }, index) => {
    const [a, b] = line.coordinates;
    const times = findNetCrossings(run.crossings(), index).map(({ seconds }) => seconds);
    const from = Math.floor(times.length * 0.2);
    const to = Math.floor(times.length * 0.85);
    const span = (times[to] ?? 0) - (times[from] ?? 0);
    const flow = times.length < 10 ? Number.NaN : (to - from) / span;
    return {
      id,
      crossings: times.length,
      steadyPersonsPerSecond: flow,
      steadyPersonsPerMetreSecond: flow / Math.hypot(b[0] - a[0], b[1] - a[1]),
    };
  });
}
