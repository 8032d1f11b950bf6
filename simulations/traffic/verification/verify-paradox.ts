/**
 * The paradox of Braess with queues instead of rising link times (Lin and Lo 2009, Transp. Sci. 43:
 * 117–126). From O to D over A or B; a neck of `NECK` vehicles a second at the end of O–A and of B–D,
 * free times `SHORT` for these roads and `LONG` for A–D and O–B; the link A–B takes `LINK`. Demand q
 * between NECK and 2 NECK:
 *
 * - without the link half goes each way, below both necks, and nobody waits: LONG + SHORT;
 * - with it all three routes are used only where both queues take w and 2 SHORT + LINK + 2 w =
 *   LONG + SHORT + w, so w = LONG − SHORT − LINK: everybody takes w longer than without it, whatever q;
 * - below NECK no queue stands and who takes the link gains: 2 SHORT + LINK.
 *
 * Half the drivers know the times; of them at least (2 NECK − q)/q of all must take the link. When all
 * know, they swing together: at 0.7/s the necks stand idle in turn and a trip takes 584 s, not 500.
 */
import type { VerifiedFigure } from '../../verification/figure-input.ts';
import type { TrafficRun } from '../loading/create-traffic-run.ts';
import { against } from './against.ts';
import { createSmallRoad, evenTimes, FREE_SPEED, linkOf, speedForFlow } from './small-road.ts';

const NECK = 0.4;
const NECK_METRES = 20;
const ENDS = 2 * (100 / FREE_SPEED);
const SHORT = 2000 / FREE_SPEED + NECK_METRES / speedForFlow(NECK);
const LONG = 5000 / FREE_SPEED;
const LINK = 200 / FREE_SPEED;
const WAIT = LONG - SHORT - LINK;
const WITHOUT = ENDS + LONG + SHORT;
const RENEW_SECONDS = 30;
/** Departures; steady well before `CLOSES`, and again `SETTLES` after the link has closed. */
const UNTIL = 9000;
const CLOSES = 6000;
/** The queues hold 2 · NECK · w and lose 2 NECK − q: 1,072 s at 0.7/s. */
const SETTLES = 1500;
const INFORMED = 0.5;

const SOURCE = 'Lin and Lo 2009: user equilibrium of point queues';

export function verifyParadox(): VerifiedFigure[] {
  return [
    ...[0.6, 0.7].flatMap((perSecond) => {
      const run = driveBraess(perSecond, CLOSES);
      const before = meanSeconds(run, 3000, CLOSES - 600);
      const after = meanSeconds(run, CLOSES + SETTLES, UNTIL);
      const never = meanSeconds(driveBraess(perSecond, 0), 3000, UNTIL);
      return [
        steady(`Braess at ${perSecond}/s, link open`, before, WITHOUT + WAIT, perSecond),
        steady(`Braess at ${perSecond}/s, link closed`, never, WITHOUT, perSecond),
        steady(`Braess at ${perSecond}/s, link closed under way`, after, WITHOUT, perSecond),
      ];
    }),
    against(
      'Braess at 0.3/s, link open: mean trip',
      meanSeconds(driveBraess(0.3, UNTIL), 0, UNTIL),
      ENDS + INFORMED * (2 * SHORT + LINK) + (1 - INFORMED) * (LONG + SHORT),
      0.02,
      's',
      `free times, half over the link; ${WITHOUT} s without it`,
    ),
  ];
}

/**
 * Who acts on one reading takes the same road, and half its weight is older: for up to three readings a
 * neck gets all the informed or none, and its queue's time moves by inflow/NECK − 1 of that.
 */
function steady(name: string, value: number, theory: number, perSecond: number): VerifiedFigure {
  const drift = (isChosen: boolean): number =>
    (((isChosen ? 1 + INFORMED : 1 - INFORMED) * perSecond) / 2 / NECK - 1) * 3 * RENEW_SECONDS;
  // Whole milliseconds on each of seven links.
  const low = Math.max(WITHOUT - 0.007, theory + drift(false));
  return {
    name: `${name}: mean trip`,
    value,
    unit: 's',
    asked: { between: [low, theory + drift(true)] },
    baseline: { what: 'equal times on the used routes', value: theory, source: SOURCE },
    note: `drivers act together on news up to three readings of ${RENEW_SECONDS} s old; never below free time`,
  };
}

/** Who knows cares for every second. */
function driveBraess(perSecond: number, closesAt: number): TrafficRun {
  const each = perSecond / 2;
  const ways = [
    ['in', 'O-A'],
    ['in', 'O-B'],
    ['O-A', 'neck-A'],
    ['neck-A', 'A-D'],
    ['neck-A', 'A-B'],
    ['A-B', 'B-D'],
    ['O-B', 'B-D'],
    ['B-D', 'neck-B'],
    ['neck-B', 'out'],
    ['A-D', 'out'],
  ] as const;
  const run = createSmallRoad({
    links: [
      ['in', 100, FREE_SPEED],
      ['O-A', 2000, FREE_SPEED],
      ['neck-A', NECK_METRES, speedForFlow(NECK)],
      ['A-D', 5000, FREE_SPEED],
      ['O-B', 5000, FREE_SPEED],
      ['A-B', 200, FREE_SPEED],
      ['B-D', 2000, FREE_SPEED],
      ['neck-B', NECK_METRES, speedForFlow(NECK)],
      ['out', 100, FREE_SPEED],
    ],
    ways: ways.map((way) => ({ way })),
    demand: {
      'in O-A neck-A A-D out': evenTimes(each, 0, UNTIL),
      'in O-B B-D neck-B out': evenTimes(each, 0.5 / each, UNTIL),
    },
    guidance: {
      informedShare: INFORMED,
      renewSeconds: RENEW_SECONDS,
      gainShare: 0,
      gainSeconds: 0,
    },
    recordSeconds: 300,
    endSeconds: UNTIL + 3000,
  });
  run.runUntil(closesAt);
  run.conditions.closed[linkOf(run, 'A-B')] = 1;
  run.applyConditions();
  run.runUntil(UNTIL + 3000);
  return run;
}

/** Of those who depart in [from, until). */
function meanSeconds(run: TrafficRun, from: number, until: number): number {
  const seconds: number[] = [];
  run.state.tripArrived.forEach((at, trip) => {
    const depart = run.demand.departMs[trip] as number;
    if (depart < from * 1000 || depart >= until * 1000) return;
    if (at < 0) throw new Error(`Braess: trip ${trip} of ${depart / 1000} s has not arrived`);
    seconds.push((at - depart) / 1000);
  });
  return seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
}
