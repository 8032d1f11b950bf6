/**
 * A handful of interventions worth trying for the forecast at hand. Proposals come from where the
 * forecast is worst; whether they help is for the simulation to say (evaluate-advice.ts).
 */
import {
  type DistrictNetworks,
  type EventPlan,
  type GateId,
  type LineDirection,
  type LocalizedText,
  lineDirection,
  type Measure,
  type MeasureId,
  measureIdSchema,
  type NamedLines,
  type Outcomes,
  type Point,
  type Venue,
} from '#contracts';

export interface Proposal {
  /** Stable over minutes, so that an offer can be recognised again. */
  readonly key: string;
  readonly title: LocalizedText;
  readonly measures: readonly Measure[];
  readonly sideEffect: LocalizedText | null;
}

const MINUTE_MS = 60_000;
/** Streets and signals farther from the venue hardly touch its crowd. */
const NEAR_VENUE_METRES = 700;
/** Metered to this part of what the gate's width can pass at 60 persons/min/m. */
const METERED_SHARE = 0.5;
const GATE_PERSONS_PER_METRE_MINUTE = 60;
/** One 6-car train more every 10 min: 1,860 persons at 6/m² (research: nominal load of six A cars). */
const EXTRA_TRAIN_PERSONS_PER_MINUTE = 186;
/** About one every 10 min of the window. */
const RESERVE_TRAINS = 7;
const STAFF_RATIO = 250;

/** Proposals for the egress of `event`, most promising first; at most eight. */
export function proposeMeasures(
  networks: DistrictNetworks,
  event: EventPlan,
  outcomes: Outcomes,
  inForce: readonly Measure[],
  lines: NamedLines | null,
): readonly Proposal[] {
  const venue = networks.venues.find((candidate) => candidate.id === event.venue);
  if (!venue) return [];
  const window = { fromMs: event.endMs - 10 * MINUTE_MS, untilMs: event.endMs + 60 * MINUTE_MS };
  const context: Context = {
    networks,
    event,
    outcomes,
    venue,
    window,
    inForce,
    lines,
    centre: centreOf(venue),
  };
  return [
    ...meterNearestGates(context),
    ...holdNearestGate(context),
    ...giveStreetToWalkers(context),
    ...addTrains(context),
    ...closeBusiestEntrance(context),
    ...shiftGreen(context),
    ...closeStreet(context),
    ...postStaff(context),
  ].slice(0, 8);
}

interface Context {
  readonly networks: DistrictNetworks;
  readonly event: EventPlan;
  readonly outcomes: Outcomes;
  readonly venue: Venue;
  readonly window: { readonly fromMs: number; readonly untilMs: number };
  readonly centre: Point;
  readonly inForce: readonly Measure[];
  readonly lines: NamedLines | null;
}

const measureId = (key: string): MeasureId => measureIdSchema.parse(`advice:${key}`);
const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

function centreOf(venue: Venue): Point {
  const ring = venue.outline[0] ?? [];
  const sum = ring.reduce<[number, number]>((acc, p) => [acc[0] + p[0], acc[1] + p[1]], [0, 0]);
  return [sum[0] / ring.length, sum[1] / ring.length];
}

const middle = (line: readonly Point[]): Point => line[Math.floor(line.length / 2)] ?? [0, 0];

function worstPoint({ networks, outcomes }: Context): Point | null {
  const worst = outcomes.worstPlaces[0]?.link ?? outcomes.peakDensity.link;
  const link = networks.walk.links.find((candidate) => candidate.id === worst);
  return link ? middle(link.line) : null;
}

function gatesByDistance(context: Context): Venue['gates'] {
  const to = worstPoint(context);
  if (!to) return [];
  const at = (node: number): Point => context.networks.walk.nodes[node]?.point ?? [0, 0];
  return context.venue.gates
    .filter((gate) => !isSteered(context, gate.id))
    .sort((a, b) => distance(at(a.node), to) - distance(at(b.node), to));
}

/** What somebody has decided about a gate already is not ours to decide again. */
const isSteered = ({ inForce, window }: Context, gate: GateId): boolean =>
  inForce.some(
    (measure) =>
      (measure.type === 'meter-gate' || measure.type === 'close-gate') &&
      measure.gate === gate &&
      measure.untilMs > window.fromMs,
  );

function meterNearestGates(context: Context): readonly Proposal[] {
  const gates = gatesByDistance(context).slice(
    0,
    Math.max(1, Math.ceil(context.venue.gates.length / 4)),
  );
  if (gates.length === 0) return [];
  const names = gates.map((gate) => gate.name);
  return [
    {
      key: 'meter-gates',
      title: {
        zh: `${names.map((n) => n.zh).join('、')}限流至一半`,
        en: `Meter ${names.map((n) => n.en).join(', ')} to half of their capacity`,
      },
      measures: gates.map((gate) => ({
        ...context.window,
        id: measureId(`meter-${gate.id}`),
        type: 'meter-gate' as const,
        gate: gate.id,
        personsPerMinute: Math.round(
          gate.widthMetres * GATE_PERSONS_PER_METRE_MINUTE * METERED_SHARE,
        ),
      })),
      sideEffect: { zh: '场内等候时间延长', en: 'People wait longer inside the venue' },
    },
  ];
}

function holdNearestGate(context: Context): readonly Proposal[] {
  const gate = gatesByDistance(context)[0];
  if (!gate || context.venue.gates.length < 2) return [];
  return [
    {
      key: `hold-${gate.id}`,
      title: {
        zh: `散场后暂停放行${gate.name.zh} 10 分钟`,
        en: `Hold ${gate.name.en} for 10 min after the end`,
      },
      measures: [
        {
          id: measureId(`hold-${gate.id}`),
          type: 'meter-gate',
          gate: gate.id,
          personsPerMinute: 0,
          fromMs: context.event.endMs,
          untilMs: context.event.endMs + 10 * MINUTE_MS,
        },
      ],
      sideEffect: { zh: '该出入口内侧需有人值守', en: 'The inside of this gate needs staff' },
    },
  ];
}

function giveStreetToWalkers(context: Context): readonly Proposal[] {
  const { networks, outcomes, window } = context;
  for (const place of outcomes.worstPlaces) {
    const link = networks.walk.links.find((candidate) => candidate.id === place.link);
    if (link?.facility !== 'pavement') continue;
    const streets = link.streetLinks.flatMap((index) => networks.street.links[index] ?? []);
    const first = streets[0];
    if (!first) continue;
    const name = first.name ?? { zh: '最拥挤路段', en: 'the most crowded street' };
    return [
      {
        key: `walkers-${first.id}`,
        title: { zh: `${name.zh}一段改为步行`, en: `Give a stretch of ${name.en} to walkers` },
        measures: streets.map((street) => ({
          ...window,
          id: measureId(`walkers-${street.id}`),
          type: 'give-street-to-walkers' as const,
          link: street.id,
        })),
        sideEffect: { zh: '车辆绕行', en: 'Vehicles have to go round' },
      },
    ];
  }
  return [];
}

/** Where trains leave people behind: reserve trains of that direction, from that station on. */
function addTrainsOfDirection({ networks, outcomes, window, lines }: Context): readonly Proposal[] {
  const worst = outcomes.transit?.worstStop;
  const station = networks.stations.find(({ id }) => id === worst?.station);
  const index = lines?.patterns.findIndex(({ id }) => id === worst?.pattern) ?? -1;
  const direction = lines && lineDirection(lines, index);
  if (!worst || !station || !direction || worst.leftBehind.median < EXTRA_TRAIN_PERSONS_PER_MINUTE)
    return [];
  return [
    {
      key: `trains-${worst.pattern}-${station.id}`,
      title: {
        zh: `${station.name.zh}站加开 ${RESERVE_TRAINS} 列（${directionTitle(direction).zh}）`,
        en: `${RESERVE_TRAINS} more trains from ${station.name.en} (${directionTitle(direction).en})`,
      },
      measures: [
        {
          ...window,
          id: measureId(`trains-${worst.pattern}-${station.id}`),
          type: 'add-trains',
          pattern: worst.pattern,
          trains: RESERVE_TRAINS,
          from: station.id,
        },
      ],
      sideEffect: { zh: '需要备车与司机', en: 'Needs reserve trains and drivers' },
    },
  ];
}

function directionTitle(direction: LineDirection): LocalizedText {
  const { line } = direction;
  switch (direction.type) {
    case 'to':
      return { zh: `${line.zh}往${direction.to.zh}`, en: `${line.en} to ${direction.to.en}` };
    case 'from-to': {
      const { from, to } = direction;
      return {
        zh: `${line.zh}${from.zh}往${to.zh}`,
        en: `${line.en} from ${from.en} to ${to.en}`,
      };
    }
    case 'via':
      return {
        zh: `${line.zh}经${direction.via.zh}方向`,
        en: `${line.en} via ${direction.via.en}`,
      };
    default:
      return direction satisfies never;
  }
}

function addTrains(context: Context): readonly Proposal[] {
  const { networks, outcomes, window } = context;
  const ofDirection = addTrainsOfDirection(context);
  if (ofDirection.length > 0) return ofDirection;
  const station = networks.stations.find((s) => s.id === outcomes.peakStationQueue.station);
  if (!station || outcomes.peakStationQueue.persons.median < EXTRA_TRAIN_PERSONS_PER_MINUTE)
    return [];
  return [
    {
      key: `trains-${station.id}`,
      title: {
        zh: `${station.name.zh}站每 10 分钟加开一列`,
        en: `One more train every 10 min at ${station.name.en}`,
      },
      measures: [
        {
          ...window,
          id: measureId(`trains-${station.id}`),
          type: 'extra-trains',
          station: station.id,
          personsPerMinute: EXTRA_TRAIN_PERSONS_PER_MINUTE,
        },
      ],
      sideEffect: { zh: '需要备车与司机', en: 'Needs reserve trains and drivers' },
    },
  ];
}

function closeBusiestEntrance(context: Context): readonly Proposal[] {
  const { networks, outcomes, window } = context;
  const station = networks.stations.find((s) => s.id === outcomes.peakStationQueue.station);
  const to = worstPoint(context);
  if (!station || !to || station.entrances.length < 2) return [];
  const at = (node: number): Point => networks.walk.nodes[node]?.point ?? [0, 0];
  const [entrance] = [...station.entrances].sort(
    (a, b) => distance(at(a.node), to) - distance(at(b.node), to),
  );
  if (!entrance) return [];
  return [
    {
      key: `entrance-${entrance.id}`,
      title: {
        zh: `关闭${entrance.name.zh}，引导至${station.name.zh}站其他入口`,
        en: `Close ${entrance.name.en}; send people to the other entrances of ${station.name.en}`,
      },
      measures: [
        {
          ...window,
          id: measureId(`entrance-${entrance.id}`),
          type: 'close-entrance',
          station: station.id,
          entrance: entrance.id,
        },
      ],
      sideEffect: { zh: '需在入口处引导', en: 'Needs people at the entrance who show the way' },
    },
  ];
}

function shiftGreen({ networks, centre, window }: Context): readonly Proposal[] {
  const near = networks.street.signals
    .map((signal) => ({
      signal,
      metres: distance(networks.street.nodes[signal.node]?.point ?? [0, 0], centre),
    }))
    .filter(({ signal, metres }) => metres < NEAR_VENUE_METRES && signal.phases.length > 1)
    .sort((a, b) => a.metres - b.metres)
    .slice(0, 4);
  if (near.length === 0) return [];
  // The approach that leads away from the venue: its links begin nearest to it.
  const outward = (links: readonly number[]): number =>
    Math.min(
      ...links.map((index) => {
        const link = networks.street.links[index];
        return link
          ? distance(networks.street.nodes[link.from]?.point ?? [0, 0], centre)
          : Number.POSITIVE_INFINITY;
      }),
    );
  return [
    {
      key: 'green',
      title: {
        zh: `场馆周边 ${near.length} 个路口离场方向绿灯加 10 秒`,
        en: `10 s more green away from the venue at ${near.length} signals`,
      },
      measures: near.map(({ signal }) => ({
        ...window,
        id: measureId(`green-${signal.id}`),
        type: 'shift-green' as const,
        signal: signal.id,
        phase: signal.phases.reduce(
          (best, phase, index) =>
            outward(phase.links) < outward(signal.phases[best]?.links ?? []) ? index : best,
          0,
        ),
        seconds: 10,
      })),
      sideEffect: { zh: '横向道路等候增加', en: 'Cross streets wait longer' },
    },
  ];
}

function closeStreet({ networks, outcomes, centre, window }: Context): readonly Proposal[] {
  const worst = new Set(outcomes.worstPlaces.map((place) => String(place.link)));
  const crossing = networks.walk.links.find(
    (link) => link.facility === 'crossing' && worst.has(link.id),
  );
  const streets = (crossing?.streetLinks ?? []).flatMap(
    (index) => networks.street.links[index] ?? [],
  );
  const first = streets[0];
  if (!first || distance(middle(first.line), centre) > NEAR_VENUE_METRES) return [];
  const name = first.name ?? { zh: '人行横道所在道路', en: 'the street at the crossing' };
  return [
    {
      key: `close-${first.id}`,
      title: { zh: `${name.zh}一段禁止车辆通行`, en: `Close a stretch of ${name.en} to vehicles` },
      measures: streets.map((street) => ({
        ...window,
        id: measureId(`close-${street.id}`),
        type: 'close-street' as const,
        link: street.id,
      })),
      sideEffect: { zh: '车辆绕行', en: 'Vehicles have to go round' },
    },
  ];
}

function postStaff({ outcomes, window, networks }: Context): readonly Proposal[] {
  const places = outcomes.worstPlaces
    .filter((place) => place.personsPerSquareMetre.high > 2)
    .slice(0, 5);
  if (places.length === 0) return [];
  return [
    {
      key: 'staff',
      title: {
        zh: `在最拥挤的 ${places.length} 处安排值守`,
        en: `Post staff at the ${places.length} most crowded places`,
      },
      measures: places.map((place) => {
        const link = networks.walk.links.find((candidate) => candidate.id === place.link);
        const persons =
          (link ? link.lengthMetres * link.widthMetres : 0) * place.personsPerSquareMetre.high;
        return {
          ...window,
          id: measureId(`staff-${place.link}`),
          type: 'post-staff' as const,
          link: place.link,
          staff: Math.min(500, Math.max(2, Math.ceil(persons / STAFF_RATIO))),
        };
      }),
      sideEffect: {
        zh: '模型不计算值守的效果，只给出位置与人数',
        en: 'The model does not compute what staff change; it says where and how many',
      },
    },
  ];
}
