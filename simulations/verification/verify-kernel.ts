/** Kernel against queueing and kinematic-wave theory. */
import { storageFor } from '../kernel/lane-table.ts';
import { createChain, evenly } from './chain.ts';
import type { VerifiedFigure } from './figure-input.ts';

const within = (value: number, part: number) =>
  ({ between: [value * (1 - part), value * (1 + part)] }) as const;

export function verifyKernel(): VerifiedFigure[] {
  return [
    corridor(),
    ...bottleneck(),
    ...signal(),
    ...spillback(),
    ...jamDensity(),
    fifo(),
    merge(),
    shortLinks(),
  ];
}

/** RiMEA 4.1.1 test 1: 40 m at 1.33 m/s in 26 to 34 s. */
function corridor(): VerifiedFigure {
  const chain = createChain([{ seconds: 0, next: 1 }, { seconds: 40 / 1.33 }]);
  chain.feed(0, [1]);
  chain.run(60);
  return {
    name: 'corridor 40 m at 1.33 m/s (RiMEA 1)',
    value: (chain.arrivals[0]?.at ?? Number.NaN) - 1,
    unit: 's',
    asked: { between: [26, 34] },
    baseline: { what: 'length over speed', value: 40 / 1.33, source: 'theory' },
    note: 'whole-second steps round the last exit up',
  };
}

/** 0.75/s for 1,200 s, then 0.25/s, through 0.5/s: cumulative curves (Newell 1982). */
function bottleneck(): VerifiedFigure[] {
  const chain = createChain([
    { seconds: 0, next: 1 },
    { seconds: 20, flowPerSecond: 5, next: 2 },
    { seconds: 5, flowPerSecond: 0.5 },
  ]);
  chain.feed(0, [...evenly(0.75, 0, 1200), ...evenly(0.25, 1200, 3600)]);
  let longest = 0;
  chain.run(3600, () => {
    longest = Math.max(longest, chain.queue.state.queued[1] as number);
  });
  return [
    {
      name: 'bottleneck: longest queue',
      value: longest,
      unit: 'vehicles',
      asked: { between: [297, 303] },
      baseline: { what: '(0.75 − 0.5) · 1,200 s', value: 300, source: 'cumulative curves' },
      note: 'whole vehicles at both curves: ±3',
    },
    {
      name: 'bottleneck: total delay',
      value: chain.waited(),
      unit: 'vehicle·s',
      asked: within(360_000, 0.02),
      baseline: { what: 'area between the curves', value: 360_000, source: 'cumulative curves' },
    },
  ];
}

const GREEN = 42;
const CYCLE = 90;
const SATURATION = 0.5;

function signalRun(ratePerSecond: number, seconds: number) {
  const chain = createChain([
    { seconds: 0, next: 1 },
    { seconds: 30, flowPerSecond: SATURATION },
  ]);
  chain.feed(0, evenly(ratePerSecond, 0, seconds));
  chain.run(seconds + 30, (now) => {
    chain.queue.lanes.exitOpen[1] = (now + 1) % CYCLE < GREEN ? 1 : 0;
  });
  return chain;
}

function signal(): VerifiedFigure[] {
  const capacity = (GREEN / CYCLE) * SATURATION * 3600;
  const over = signalRun(1150 / 3600, 7200);
  const passed = over.arrivals.filter((a) => a.at > 900).length / ((7230 - 900) / 3600);
  const share = GREEN / CYCLE;
  const saturation = 600 / capacity;
  const under = signalRun(600 / 3600, 7200);
  const uniform = (CYCLE * (1 - share) ** 2) / (2 * (1 - Math.min(1, saturation) * share));
  return [
    {
      name: 'signal: flow at 1.37 of capacity',
      value: passed,
      unit: 'vehicles/h',
      asked: within(capacity, 0.02),
      baseline: { what: 'g/C · s', value: capacity, source: 'HCM 2010' },
      note: 'SUMO 1.15: 858 (micro), 891 (meso)',
    },
    {
      name: 'signal: uniform delay at 0.71 of capacity',
      value: under.waited() / under.arrivals.length,
      unit: 's',
      asked: within(uniform, 0.08),
      baseline: { what: 'd1 of Webster and HCM', value: uniform, source: 'HCM 2010' },
      note: 'seconds are whole: ±1 s of 19',
    },
  ];
}

/** A red road of 500 m fills and stops the one before it. */
function spillback(): VerifiedFigure[] {
  const lane = storageFor({
    jamCount: 500 / 7.5,
    flowPerSecond: 0.5,
    crossingSecondsAtCapacity: 36,
  });
  const chain = createChain([
    { seconds: 0, next: 1 },
    { seconds: 20, flowPerSecond: 0.5, next: 2 },
    { seconds: 36, flowPerSecond: 0.5, ...lane },
  ]);
  chain.queue.lanes.exitOpen[2] = 0;
  chain.feed(0, evenly(0.25, 0, 900));
  let stoppedAt = Number.NaN;
  chain.run(900, (now) => {
    if (Number.isNaN(stoppedAt) && (chain.queue.state.blockedSince[1] as number) >= 0)
      stoppedAt = now;
  });
  const full = Math.floor(500 / 7.5);
  return [
    {
      name: 'spillback: vehicles on the full road',
      value: chain.queue.state.present[2] as number,
      unit: 'vehicles',
      asked: { between: [full, full + 1] },
      baseline: { what: 'length over jam spacing', value: full, source: 'theory' },
    },
    {
      name: 'spillback: road before it is stopped after',
      value: stoppedAt,
      unit: 's',
      asked: within(20 + full / 0.25 + 2, 0.03),
      baseline: {
        what: 'travel time + storage over inflow',
        value: 20 + full / 0.25 + 2,
        source: 'theory',
      },
    },
  ];
}

/** Stationary jams have k = k_jam − q/w; empty places need L/w to come back. */
function jamDensity(): VerifiedFigure[] {
  const length = 1000;
  const free = length / 13.9;
  const lane = storageFor({
    jamCount: length / 7.5,
    flowPerSecond: 0.5,
    crossingSecondsAtCapacity: free,
  });
  const wave = length / lane.holeSeconds;
  return [0.1, 0.2, 0.3].map((outflow) => {
    const chain = createChain([
      { seconds: 0, next: 1 },
      {
        seconds: free,
        flowPerSecond: 0.5,
        storage: lane.storage,
        holeSeconds: lane.holeSeconds,
        next: 2,
      },
      { seconds: 1, flowPerSecond: outflow },
    ]);
    chain.feed(0, evenly(0.5, 0, 5400));
    let sum = 0;
    chain.run(5400, (now) => {
      if (now > 3600) sum += chain.queue.state.present[1] as number;
    });
    const theory = length / 7.5 - (outflow * length) / wave;
    return {
      name: `jam density at outflow ${outflow}/s`,
      value: sum / 1800,
      unit: 'vehicles/km',
      asked: within(theory, 0.03),
      baseline: { what: 'k_jam − q/w', value: theory, source: 'triangular diagram, Newell 1993' },
    };
  });
}

function fifo(): VerifiedFigure {
  const chain = createChain([
    { seconds: 0, next: 1 },
    { seconds: 12.3, flowPerSecond: 0.7, storage: 30, holeSeconds: 8, next: 2 },
    { seconds: 7.7, flowPerSecond: 0.4, storage: 20, holeSeconds: 5 },
  ]);
  chain.feed(0, evenly(0.9, 0, 600));
  chain.run(2400);
  const order = chain.arrivals.map((arrival) => arrival.entity);
  const overtaken = order.filter((entity, i) => i > 0 && entity < (order[i - 1] ?? -1)).length;
  return {
    name: 'FIFO: overtakings on a lane with one speed',
    value: overtaken,
    unit: '',
    asked: { atMost: 0 },
    note: `${order.length} vehicles`,
  };
}

/** Two full roads into one: each gets half, whichever has the lower number. */
function merge(): VerifiedFigure {
  const chain = createChain([
    { seconds: 0, next: 2 },
    { seconds: 0, next: 3 },
    { seconds: 10, flowPerSecond: 0.5, next: 4 },
    { seconds: 10, flowPerSecond: 0.5, next: 4 },
    { seconds: 20, flowPerSecond: 0.5, storage: 60, holeSeconds: 30 },
  ]);
  chain.feed(0, evenly(0.4, 0, 3600));
  chain.feed(1, evenly(0.4, 0, 3600));
  chain.run(3600);
  const first = chain.queue.state.leftTotal[2] as number;
  const second = chain.queue.state.leftTotal[3] as number;
  return {
    name: 'merge of two equal roads: share of the first',
    value: first / (first + second),
    unit: '',
    asked: { between: [0.47, 0.53] },
    baseline: { what: 'zipper', value: 0.5, source: 'SUMO 1.15 micro, 50:50' },
    note: 'random order each second: 3 deviations of 1,800 draws are 0.035',
  };
}

/** Twenty links of 8 to 27 m in a row, as maps have them at junctions, pass what one long link does. */
function shortLinks(): VerifiedFigure {
  const lanes = Array.from({ length: 20 }, (_, i) => {
    const length = 8 + i;
    const seconds = length / 13.9;
    const lane = storageFor({
      jamCount: length / 7.5,
      flowPerSecond: 0.5,
      crossingSecondsAtCapacity: seconds,
    });
    return { seconds, flowPerSecond: 0.5, ...lane, ...(i < 19 ? { next: i + 2 } : {}) };
  });
  const chain = createChain([{ seconds: 0, next: 1 }, ...lanes]);
  chain.feed(0, evenly(0.7, 0, 3600));
  chain.run(3600);
  const passed = chain.arrivals.filter((arrival) => arrival.at > 600).length;
  return {
    name: 'row of short links: flow at too much demand',
    value: (passed / 3000) * 3600,
    unit: 'vehicles/h',
    asked: { between: [1764, 1802] },
    baseline: { what: 'capacity of each link', value: 1800, source: 'theory' },
    note: 'one vehicle in the counted time and 2 % for whole seconds',
  };
}
