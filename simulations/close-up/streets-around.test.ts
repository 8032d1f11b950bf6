import { expect, test } from 'vitest';
import {
  CLOSE_UP_LIGHTS,
  type DistrictNetworks,
  decodeCloseUpMinute,
  encodeCloseUpFrame,
  encodeCloseUpMinute,
  type Line,
  type Point,
} from '#contracts';
import { distanceToSegment } from '../crowd/space/plane-geometry.ts';
import { createDistrictRun } from '../district/create-district-run.ts';
import type { VehicleView } from '../district/run-types.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from '../verification/example-input.ts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { AROUND_METRES, streetsAround } from './streets-around.ts';

const LANE_METRES = 3.25;
const START_MS = EXAMPLE_END_MS - 900_000;
const networks = createGridDistrict({ blocks: 5, blockMetres: 120 });
const model = buildDistrictModel(networks);
const { links } = model.networks.street;
const ORIGIN: Point = [240, 240];
/** 80 m square about the middle junction. */
const floor = [
  [
    [200, 200],
    [280, 200],
    [280, 280],
    [200, 280],
  ],
] as const;
const run = createDistrictRun(
  model,
  exampleInput({ startMs: START_MS, events: [exampleEvent(6000, 4)] }),
);
const around = streetsAround(model, { floor }, ORIGIN, run);
function endsOf(line: Line): readonly [Point, Point] {
  const [a, b] = line;
  if (!a || !b) throw new Error('expected a line of two points');
  return [a, b];
}
const seconds = Array.from({ length: 120 }, (_, i) => {
  run.advanceTo(START_MS + 1_500_000 + i * 1000);
  const onRoad: VehicleView[] = [];
  run.forEachVehicle((vehicle) => onRoad.push({ ...vehicle }));
  return {
    onRoad,
    vehicles: around.vehiclesOf(run),
    lights: around.lightsOf(run),
    lightByLink: links.map((_, link) => run.lightOf(link)),
  };
});

test('everybody on the area’s streets is seen once, in his own half of the street', () => {
  let seen = 0;
  for (const { onRoad, vehicles } of seconds) {
    const byId = new Map(onRoad.map((vehicle) => [vehicle.id, vehicle]));
    // The id is unique on the road.
    expect(byId.size).toBe(onRoad.length);
    expect(new Set(vehicles.map((vehicle) => vehicle.id)).size).toBe(vehicles.length);
    for (const { id, xMetres, yMetres, headingRadians, kind } of vehicles) {
      const vehicle = byId.get(id);
      const link = links[vehicle?.link ?? -1];
      if (!vehicle || !link) throw new Error(`nobody on the road is ${id}`);
      const [a, b] = endsOf(link.line);
      const [x, y] = [xMetres + ORIGIN[0], yMetres + ORIGIN[1]];
      const direction = Math.atan2(b[1] - a[1], b[0] - a[0]);
      const right = Math.sin(direction) * (x - a[0]) - Math.cos(direction) * (y - a[1]);
      // Both directions of the grid's streets share a line: the middle of a lane right of it.
      const { lanes } = link;
      expect(right).toBeCloseTo((lanes - vehicle.laneFromKerb - 0.5) * LANE_METRES, 6);
      expect(distanceToSegment(a, b, x, y)).toBeLessThan(lanes * LANE_METRES);
      expect(headingRadians).toBeCloseTo(direction, 9);
      expect(kind).toBe(vehicle.kind);
      // Out of the junctions: two lanes of the crossing street either side of the node.
      for (const node of [link.from, link.to]) {
        const [u, v] = model.networks.street.nodes[node]?.point ?? [0, 0];
        const along = Math.cos(direction) * (x - u) + Math.sin(direction) * (y - v);
        expect(Math.abs(along)).toBeGreaterThan(2 * LANE_METRES - 1e-6);
      }
      seen += 1;
    }
  }
  expect(seen).toBeGreaterThan(300);
});

test('the number in a frame is the number on the road within 60 m of the floor', () => {
  for (const { onRoad, vehicles } of seconds) {
    // By the share of the link alone, from 6.5 m after its node to 6.5 m before the next.
    const inside = onRoad.filter(({ link, offsetMetres }) => {
      const [a, b] = endsOf(links[link]?.line ?? []);
      const share = (6.5 + (offsetMetres / 120) * (120 - 13)) / 120;
      const [x, y] = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
      return Math.max(Math.abs(x - 240), Math.abs(y - 240)) <= 40 + AROUND_METRES;
    });
    expect(vehicles.map((vehicle) => vehicle.id)).toEqual(inside.map((vehicle) => vehicle.id));
    const minute = decodeCloseUpMinute(
      encodeCloseUpMinute(START_MS, { portals: 0, signals: around.signals.length }, [
        encodeCloseUpFrame({
          inside: 0,
          inTotal: new Uint32Array(0),
          outTotal: new Uint32Array(0),
          people: [],
          vehicles,
          lights: new Uint8Array(around.signals.length),
        }),
      ]).slice().buffer,
    );
    expect(minute.frames[0]?.vehicleId.length).toBe(inside.length);
  }
});

test('a light is what the run shows at that stop line', () => {
  // The middle junction alone lies in the area, with four arms.
  expect(around.signals).toHaveLength(4);
  const shown = new Set<string>();
  around.signals.forEach(({ point, headingRadians }, signal) => {
    const ahead = [Math.cos(headingRadians), Math.sin(headingRadians)] as const;
    // 6.5 m back from the node at the origin, 3.25 m to the right.
    expect(point[0]).toBeCloseTo(-6.5 * ahead[0] + 3.25 * ahead[1], 2);
    expect(point[1]).toBeCloseTo(-6.5 * ahead[1] - 3.25 * ahead[0], 2);
    const link = links.findIndex(({ line }) => {
      const [a, b] = endsOf(line);
      const isMiddle = b[0] === 240 && b[1] === 240;
      return isMiddle && (b[0] - a[0]) * ahead[0] + (b[1] - a[1]) * ahead[1] > 119;
    });
    for (const { lights, lightByLink } of seconds) {
      const light = CLOSE_UP_LIGHTS[lights[signal] ?? -1];
      expect(light).toBe(lightByLink[link]);
      shown.add(light ?? '');
    }
  });
  expect([...shown].sort()).toEqual(['green', 'red', 'yellow', 'yield']);
});

test('carriageways end at the area’s edge, each right of its line', () => {
  // Two crossing streets of both directions, cut between the nodes on either side.
  const lengths = around.streets.map(({ line, widthMetres, rightMetres }) => {
    expect([widthMetres, rightMetres]).toEqual([6.5, 3.25]);
    const [a, b] = endsOf(line);
    for (const value of [...a, ...b]) expect(Math.abs(value)).toBeLessThanOrEqual(100);
    return Math.hypot(b[0] - a[0], b[1] - a[1]);
  });
  expect(lengths).toEqual(Array.from({ length: 8 }, () => 100));
});

test('lanes lie about the line of a one-way carriageway', () => {
  const oneWay: DistrictNetworks = {
    ...networks,
    street: {
      ...networks.street,
      links: networks.street.links.map((link) => ({
        ...link,
        // The other direction a carriageway of its own, 10 m away.
        line:
          link.from > link.to
            ? link.line.map(([x, y]): [number, number] => [x + 10, y + 10])
            : link.line,
      })),
    },
  };
  const { streets } = streetsAround({ ...model, networks: oneWay }, { floor }, ORIGIN, run);
  expect(new Set(streets.map((street) => street.rightMetres))).toEqual(new Set([0]));
});
