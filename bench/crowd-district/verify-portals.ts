/**
 * `npm run verify -- portals`: one corridor in two resolutions at five flows against the derived
 * tolerance, and the egress of 60,000 people from Shanghai Stadium with a stretch of its forecourt
 * walked person by person. Writes docs/verification/portals.md.
 */
import { resolve } from 'node:path';
import { DEFAULT_MODE_SHARES, eventPlanSchema } from '#contracts';
import {
  allowedSeconds,
  buildDistrictModel,
  CORRIDOR,
  corridorSeconds,
  createDistrictRun,
  DEFAULT_PARAMETERS,
  type DistrictPorts,
  joinRegion,
  regionAround,
  traceCorridor,
} from '#simulations';
import { type Figure, judgeFigure, judgeViolations } from '../report/figure.ts';
import { writeVerificationPage } from '../traffic/write-verification-page.ts';
import { readReferenceNetworks } from './reference-networks.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/verification/portals.md');
const STADIUM = 'ref/shanghai-stadium';
const GATE = `${STADIUM}/gate/1`;
const END_MS = Date.parse('2026-11-22T14:00:00Z');
const START_MS = END_MS - 24 * 60_000;
const UNTIL_MS = START_MS + 2 * 3_600_000;

export async function verifyPortals(): Promise<readonly Figure[]> {
  const corridor = corridorFigures();
  const forecourt = forecourtFigures();
  await writeVerificationPage(
    PAGE,
    'Where the two resolutions of the crowd meet',
    'npm run verify -- portals',
    [
      {
        title: 'One corridor, two resolutions',
        text: `A corridor of ${CORRIDOR.lengthMetres} × ${CORRIDOR.widthMetres} m in the network, and the same walked person by person between two portals; everybody alone, the same people with the same speeds. Seconds in the corridor by Little’s law over the steady part. The tolerance is derived in [portals](../models/portals.md).`,
        figures: corridor,
      },
      {
        title: 'The stadium’s forecourt person by person, the rest by streets',
        text: '60,000 people leave Shanghai Stadium; the stretch of the ring forecourt at gate 1 (some 205 × 20 m, three gates, six portals) is microscopic. The same run without it stands beside.',
        figures: forecourt,
      },
    ],
  );
  console.log('wrote docs/verification/portals.md');
  return [...corridor, ...forecourt];
}

function corridorFigures(): Figure[] {
  return [0.3, 0.6, 0.8, 0.9, 1.1].flatMap((specificFlow) => {
    const options = { specificFlow, seconds: 600 };
    const coarse = traceCorridor(options, false);
    const fine = traceCorridor(options, true);
    const seconds = corridorSeconds(coarse, 200, 590);
    const allowed = allowedSeconds(seconds);
    const flow = specificFlow * CORRIDOR.widthMetres;
    const most = Math.max(...coarse.behind.map((n, i) => Math.abs(n - (fine.behind[i] ?? 0))));
    const before = Math.max(...coarse.into.map((n, i) => Math.abs(n - (fine.into[i] ?? 0))));
    return [
      judgeFigure({
        name: `${specificFlow} persons/(m·s): seconds in the corridor, person by person`,
        value: corridorSeconds(fine, 200, 590),
        unit: 's',
        asked: { between: [seconds - allowed, seconds + allowed] },
        baseline: { what: 'network', value: seconds, source: 'this run' },
      }),
      judgeFigure({
        name: `${specificFlow} persons/(m·s): cumulative curves behind it, farthest apart`,
        value: most,
        unit: 'persons',
        asked: { atMost: flow * (allowed + 1) + 3 },
        note: 'flow × (tolerance + 1 s) and the three who may stand at the edge',
      }),
      judgeFigure({
        name: `${specificFlow} persons/(m·s): cumulative curves before it, farthest apart`,
        value: before,
        unit: 'persons',
        asked: { atMost: 2 * flow },
        note: 'a jump of the flow at the border would show here; two seconds’ flow',
      }),
      judgeViolations(
        `${specificFlow} persons/(m·s): seconds at which somebody is lost or invented`,
        fine.violations,
      ),
    ];
  });
}

function forecourtFigures(): Figure[] {
  const networks = readReferenceNetworks();
  const model = buildDistrictModel(networks);
  const region = regionAround(model, { type: 'gate', id: GATE });
  const leave = (ports: DistrictPorts) => {
    const run = createDistrictRun(
      model,
      {
        startMs: START_MS,
        timeZone: 'Asia/Shanghai',
        seed: 1,
        weather: { rainMillimetresPerHour: 0, temperatureCelsius: 20, windMetresPerSecond: 2 },
        events: [
          eventPlanSchema.parse({
            id: 'egress',
            name: 'Egress',
            venue: STADIUM,
            attendance: 60_000,
            startMs: END_MS - 9_000_000,
            endMs: END_MS,
            endSpreadMinutes: 8,
            modeShares: DEFAULT_MODE_SHARES,
          }),
        ],
        measures: [],
        demandFactors: { walk: 1, street: 0 },
        parameters: DEFAULT_PARAMETERS,
      },
      ports,
    );
    let violations = 0;
    let peak = 0;
    const entries: number[] = [];
    let last = 0;
    const before = process.cpuUsage();
    for (let ms = START_MS + 1000; ms <= UNTIL_MS; ms += 1000) {
      run.advanceTo(ms);
      const { people } = run.ledger();
      if (people.released !== people.arrived + people.underWay) violations += 1;
      peak = Math.max(
        peak,
        region.links.reduce((sum, link) => sum + (run.counts.walkPersons[link] as number), 0),
      );
      if ((ms - START_MS) % 300_000 !== 0) continue;
      const total = run.counts.stationEntriesTotal.reduce((sum, n) => sum + n, 0);
      entries.push(total - last);
      last = total;
    }
    const used = process.cpuUsage(before);
    const [event] = run.events();
    return {
      violations,
      peak,
      entries: entries.map((n) => n / Math.max(1, last)),
      minutes: ((event?.clearedMs ?? UNTIL_MS) - END_MS) / 60_000,
      arrived: event?.arrived ?? 0,
      cpuSeconds: (used.user + used.system) / 1e6,
    };
  };
  const coarse = leave({});
  const fine = leave({ area: joinRegion(region) });
  const distance = fine.entries.reduce(
    (sum, share, i) => sum + Math.abs(share - (coarse.entries[i] ?? 0)),
    0,
  );
  return [
    judgeViolations('seconds of two hours at which somebody is lost or invented', fine.violations),
    judgeFigure({
      name: 'event’s people who have arrived after two hours',
      value: fine.arrived,
      unit: 'persons',
      asked: { between: [coarse.arrived - 60, coarse.arrived + 60] },
      baseline: { what: 'network alone', value: coarse.arrived, source: 'this run' },
      note: 'a thousandth: the last ones to arrive',
    }),
    judgeFigure({
      name: 'minutes until 95 % have arrived',
      value: fine.minutes,
      unit: 'min',
      asked: { between: [coarse.minutes * 0.95, coarse.minutes * 1.05] },
      baseline: { what: 'network alone', value: coarse.minutes, source: 'this run' },
      note: 'three of sixteen gates are microscopic; ±5 % as between groups and lone people',
    }),
    judgeFigure({
      name: 'station entries per 5 min, L1',
      value: distance,
      unit: '',
      asked: { atMost: 0.05 },
      note: 'of all stations together, shares of the whole',
    }),
    judgeFigure({
      name: 'most people on the stretch at once',
      value: fine.peak,
      unit: 'persons',
      baseline: { what: 'network alone', value: coarse.peak, source: 'this run' },
    }),
    judgeFigure({
      name: 'CPU of the two hours',
      value: fine.cpuSeconds,
      unit: 's',
      baseline: { what: 'network alone', value: coarse.cpuSeconds, source: 'this run' },
      note: 'counts read every second',
    }),
  ];
}
