/**
 * What a run is measured by, frame by frame: density, speed and pressure in the measuring areas, the
 * clearance curve, how long each person stood, and flows over the measuring lines.
 *
 * Density is given by both methods of the field: the classical one, persons whose middle lies in the
 * area over the area (method A of Steffen and Seyfried 2010, doi:10.1016/j.physa.2009.12.015), which
 * in small areas shows steps of one person, and Voronoi's (method D there, voronoi-density.ts).
 * Limits, levels of service and pressure use the Voronoi density. Pressure is density times the
 * variance of the velocities (Helbing, Johansson and Al-Abideen 2007, doi:10.1103/PhysRevE.75.046109).
 */
import type { CrowdScenario } from '#contracts';
import { type CrowdRun, PERSON_STATE } from '../crowd-types.ts';
import { countPeople } from '../people/create-people.ts';
import { isInside, ringsOf } from '../space/plane-geometry.ts';
import { type LevelOfService, levelOfService, type ServiceKind } from './level-of-service.ts';
import { findNetCrossings } from './net-crossings.ts';
import { createVoronoiMeter } from './voronoi-density.ts';

/** Below this speed somebody who has set off stands, m/s. */
const STANDING_SPEED = 0.2;

export interface AreaMeasure {
  readonly id: string;
  readonly squareMetres: number;
  readonly service: ServiceKind;
  /** One value per frame: persons over area. */
  readonly personsPerSquareMetre: number[];
  /** The same by Voronoi cells. */
  readonly voronoiPersonsPerSquareMetre: number[];
  /** Density times variance of the velocities, 1/s²; 0 below two persons. */
  readonly pressure: number[];
  /** NaN in frames without persons. */
  readonly metresPerSecond: number[];
}

export interface CrowdMeasures {
  readonly frameSeconds: number[];
  /** People who have not arrived, per frame. */
  readonly remaining: number[];
  readonly areas: readonly AreaMeasure[];
  /** Per person: seconds, in whole frames, of standing although set off, slower than 0.2 m/s. */
  readonly standingSeconds: Float64Array;
}

export interface RunMeter {
  readonly measures: CrowdMeasures;
  /** Call after each frame. */
  takeFrame(run: CrowdRun): void;
}

export function createRunMeter(scenario: CrowdScenario): RunMeter {
  const planes = [
    ...scenario.levels.map((level) => ({ id: level.id, shape: level.walkable })),
    ...scenario.stairs.map((stair) => ({ id: stair.id, shape: stair.area })),
  ];
  const areas = scenario.measuringAreas.map(({ id, level, area, service }) => {
    const rings = ringsOf(area);
    const plane = planes.findIndex((item) => item.id === level);
    const floor = planes[plane]?.shape;
    const voronoi = createVoronoiMeter(rings, floor ? ringsOf(floor) : []);
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
      service,
      personsPerSquareMetre: [],
      voronoiPersonsPerSquareMetre: [],
      pressure: [],
      metresPerSecond: [],
    };
    return { rings, plane, voronoi, measure };
  });
  const measures: CrowdMeasures = {
    frameSeconds: [],
    remaining: [],
    areas: areas.map(({ measure }) => measure),
    standingSeconds: new Float64Array(countPeople(scenario)),
  };
  const takeFrame = (run: CrowdRun): void => {
    const { x, y, plane, state, velocityX, velocityY } = run.arrays;
    const counts = run.counts();
    measures.frameSeconds.push(run.seconds());
    measures.remaining.push(counts.outside + counts.underWay);
    for (let k = 0; k < run.people; k += 1) {
      const life = state[k] ?? 0;
      if (life < PERSON_STATE.walking || life === PERSON_STATE.leaving) continue;
      if (life === PERSON_STATE.arrived) continue;
      if (Math.hypot(velocityX[k] ?? 0, velocityY[k] ?? 0) >= STANDING_SPEED) continue;
      measures.standingSeconds[k] = (measures.standingSeconds[k] ?? 0) + scenario.frameSeconds;
    }
    for (const { rings, plane: own, voronoi, measure } of areas) {
      const onFloorX: number[] = [];
      const onFloorY: number[] = [];
      let persons = 0;
      let speed = 0;
      let sumX = 0;
      let sumY = 0;
      let squares = 0;
      for (let k = 0; k < run.people; k += 1) {
        const life = state[k] ?? 0;
        if (life === PERSON_STATE.outside || life === PERSON_STATE.leaving) continue;
        if (life === PERSON_STATE.arrived || plane[k] !== own) continue;
        const px = x[k] ?? 0;
        const py = y[k] ?? 0;
        onFloorX.push(px);
        onFloorY.push(py);
        if (!isInside(rings, px, py)) continue;
        const vx = velocityX[k] ?? 0;
        const vy = velocityY[k] ?? 0;
        persons += 1;
        speed += Math.hypot(vx, vy);
        sumX += vx;
        sumY += vy;
        squares += vx * vx + vy * vy;
      }
      const density = voronoi.measure(onFloorX, onFloorY);
      const variance = squares / persons - (sumX / persons) ** 2 - (sumY / persons) ** 2;
      measure.personsPerSquareMetre.push(persons / measure.squareMetres);
      measure.voronoiPersonsPerSquareMetre.push(density);
      measure.pressure.push(persons < 2 ? 0 : density * Math.max(0, variance));
      measure.metresPerSecond.push(speed / persons);
    }
  };
  return { measures, takeFrame };
}

export interface AreaSummary {
  readonly id: string;
  /** Of the frames, by Voronoi and by persons over area. */
  readonly greatestPersonsPerSquareMetre: number;
  readonly greatestClassicalPersonsPerSquareMetre: number;
  /** Density times speed, the greatest of the frames, persons/(m·s). */
  readonly greatestSpecificFlow: number;
  /** Seconds in frames above 2, 4 and 5 persons/m². */
  readonly secondsAboveTwo: number;
  readonly secondsAboveFour: number;
  readonly secondsAboveFive: number;
  /** At the greatest density, on the area's scale; and the frames' seconds at each level. */
  readonly worstLevelOfService: LevelOfService;
  readonly secondsAtLevel: Readonly<Record<LevelOfService, number>>;
  /** 1/s². Above about 0.02 the crowd of the 2006 Hajj began to push its people about. */
  readonly greatestPressure: number;
}

export function summarizeArea(area: AreaMeasure, frameSeconds: number): AreaSummary {
  const densities = area.voronoiPersonsPerSquareMetre;
  const secondsAbove = (limit: number): number =>
    frameSeconds * densities.filter((density) => density > limit).length;
  const most = (values: readonly number[]): number =>
    values.reduce((greatest, value) => (value > greatest ? value : greatest), 0);
  const secondsAtLevel = { A: 0, B: 0, C: 0, D: 0, E: 0, F: 0 };
  for (const density of densities) {
    secondsAtLevel[levelOfService(density, area.service)] += frameSeconds;
  }
  return {
    id: area.id,
    greatestPersonsPerSquareMetre: most(densities),
    greatestClassicalPersonsPerSquareMetre: most(area.personsPerSquareMetre),
    greatestSpecificFlow: most(
      densities.map((density, k) => density * (area.metresPerSecond[k] || 0)),
    ),
    secondsAboveTwo: secondsAbove(2),
    secondsAboveFour: secondsAbove(4),
    secondsAboveFive: secondsAbove(5),
    worstLevelOfService: levelOfService(most(densities), area.service),
    secondsAtLevel,
    greatestPressure: most(area.pressure),
  };
}

export interface TimeSummary {
  /** Persons who arrived: only they have a travel time. */
  readonly arrived: number;
  /** From setting off to the exit, s; NaN when nobody arrived. */
  readonly meanTravelSeconds: number;
  readonly medianTravelSeconds: number;
  readonly ninetyFifthTravelSeconds: number;
  /** Of all who came into the scene: standing below 0.2 m/s after setting off, s. */
  readonly meanStandingSeconds: number;
  readonly longestStandingSeconds: number;
}

export function summarizeTimes(run: CrowdRun, measures: CrowdMeasures): TimeSummary {
  const { arrivedSeconds, setOffSeconds, state } = run.arrays;
  const travel: number[] = [];
  const standing: number[] = [];
  for (let k = 0; k < run.people; k += 1) {
    const seconds = (arrivedSeconds[k] ?? Number.NaN) - (setOffSeconds[k] ?? 0);
    if (!Number.isNaN(seconds)) travel.push(seconds);
    if (state[k] !== PERSON_STATE.outside) standing.push(measures.standingSeconds[k] ?? 0);
  }
  travel.sort((a, b) => a - b);
  const at = (share: number): number =>
    travel[Math.min(travel.length - 1, Math.floor(share * travel.length))] ?? Number.NaN;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    arrived: travel.length,
    meanTravelSeconds: mean(travel),
    medianTravelSeconds: at(0.5),
    ninetyFifthTravelSeconds: at(0.95),
    meanStandingSeconds: mean(standing),
    longestStandingSeconds: standing.reduce((most, value) => Math.max(most, value), 0),
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
