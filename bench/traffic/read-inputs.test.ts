import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRoadNetwork, buildTrafficDemand } from '#simulations';
import { readSumoNetwork } from './read-sumo-network.ts';
import { readSumoRoutes } from './read-sumo-routes.ts';
import { parseNetwork, parseTrips } from './read-transportation-network.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezi-traffic-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** a → b, two lanes into one; a left turn in two parts that yields to the way straight on. */
const NET = `<net>
  <edge id=":j_0" function="internal"><lane id=":j_0_0" index="0" speed="8" length="5.2"/></edge>
  <edge id=":j_1" function="internal"><lane id=":j_1_0" index="0" speed="8" length="10.8"/></edge>
  <edge id=":j_2" function="internal"><lane id=":j_2_0" index="0" speed="13" length="12"/></edge>
  <edge id="a"><lane id="a_0" index="0" speed="13" length="100" disallow="passenger"/>
               <lane id="a_1" index="1" speed="13" length="100"/></edge>
  <edge id="c"><lane id="c_0" index="0" speed="13" length="80"/></edge>
  <edge id="b"><lane id="b_0" index="0" speed="13" length="60"/></edge>
  <junction id="j" type="priority" intLanes=":j_1_0 :j_2_0">
    <request index="0" response="10" foes="10"/><request index="1" response="00" foes="01"/>
  </junction>
  <connection from="a" to="b" fromLane="1" toLane="0" via=":j_0_0"/>
  <connection from="c" to="b" fromLane="0" toLane="0" via=":j_2_0"/>
  <connection from=":j_0" to="b" fromLane="0" toLane="0" via=":j_1_0"/>
</net>`;

describe('readSumoNetwork', () => {
  it('reads lanes for cars, paths in two parts, places to wait and who yields', async () => {
    const { input, leftOut } = await readSumoNetwork(await write('net.xml', NET));
    expect(leftOut).toEqual({ lanes: 1, edges: 0, connections: 0 });
    expect(input.links.map(({ id, lanes }) => [id, lanes])).toEqual([
      ['a', 1],
      ['c', 1],
      ['b', 1],
    ]);
    expect(input.movements[0]).toMatchObject({
      fromLane: 0,
      lengthMetres: 16,
      waitingPlaces: 1,
      yieldsTo: [1],
    });
    expect(input.movements[1]?.yieldsTo).toEqual([]);
  });

  it('reads the same from gzip', async () => {
    const plain = await readSumoNetwork(await write('net.xml', NET));
    const packed = await readSumoNetwork(await write('net.xml.gz', gzipSync(NET)));
    expect(packed).toEqual(plain);
  });

  it.each([
    ['cut', NET.slice(0, 300), /cut\.xml:\d+: not well-formed XML/],
    ['other', '<routes/>', /expected <net>, got <routes>/],
    [
      'number',
      NET.replace('length="60"', 'length="long"'),
      /'length' must be a number, got 'long'/,
    ],
    ['missing', NET.replace('to="b" fromLane="1"', 'to="z" fromLane="1"'), /names no edge: 'z'/],
  ])('refuses a file that is %s, with the place', async (name, text, problem) => {
    const file = await write(`${name}.xml`, text);
    await expect(readSumoNetwork(file)).rejects.toThrow(problem);
  });

  it('refuses a gzip file cut in half and a file that is not there', async () => {
    const half = gzipSync(NET).subarray(0, 150);
    await expect(readSumoNetwork(await write('half.gz', half))).rejects.toThrow(/cannot be read/);
    await expect(readSumoNetwork(join(folder, 'none'))).rejects.toThrow(/cannot be opened/);
  });
});

describe('readSumoRoutes', () => {
  const routesOf = async (body: string) =>
    readSumoRoutes(await write('r.rou.xml', `<routes>${body}</routes>`));

  it('spreads flows evenly and keeps types', async () => {
    const { trips, classes, departOffsetMetres } = await routesOf(
      `<vType id="bus" maxSpeed="20" speedFactor="normc(0.9,0.1,0.2,2)"/><route id="r" edges="a b"/>
       <flow id="f" type="bus" route="r" begin="10" end="40" vehsPerHour="360" departPos="0"/>`,
    );
    expect(trips.map((trip) => trip.departSeconds)).toEqual([10, 20, 30]);
    expect(classes[1]).toEqual({ id: 'bus', maxSpeedMetresPerSecond: 20, speedFactor: 0.9 });
    expect(departOffsetMetres).toBe(0);
  });

  it.each([
    ['<vehicle id="1" depart="0" route="x"/>', /route 'x' is not defined/],
    ['<trip id="1" depart="0" from="a" to="b"/>', /duarouter/],
    ['<vehicle id="1" depart="0"/>', /'1' has no route/],
    ['<vehicle id="1" depart="soon"><route edges="a"/></vehicle>', /'depart' must be a number/],
    ['<vehicle id="1" depart="0" type="x"><route edges="a"/></vehicle>', /type 'x'/],
  ])('refuses %s', async (body, problem) => {
    await expect(routesOf(body)).rejects.toThrow(problem);
  });

  it('lists trips over missing links and without a way on, and keeps the others', async () => {
    const { input } = await readSumoNetwork(await write('net.xml', NET));
    const routes = await routesOf(
      ['a b', 'a z', 'b a', 'c b']
        .map(
          (edges, at) => `<vehicle id="${at}" depart="${at}"><route edges="${edges}"/></vehicle>`,
        )
        .join(''),
    );
    const { demand, refused } = buildTrafficDemand(buildRoadNetwork(input), routes);
    expect(demand.tripId).toEqual(['0', '3']);
    expect(refused).toEqual([
      { trip: '1', reason: "its route goes over link 'z', which is not in the network" },
      { trip: '2', reason: "no way leads from link 'b' to link 'a'" },
    ]);
  });
});

describe('parseNetwork and parseTrips', () => {
  const head =
    '<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 2\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> 1\n';
  const net = (row: string): string => `${head}<END OF METADATA>\n${row}\n`;

  it.each([
    ['1 3 1 1 1 0.15 4 ;', /net:6: node 3 is not one of 1…2/],
    ['1 2 0 1 1 0.15 4 ;', /capacity must be above 0/],
    ['1 2 x 1 1 0.15 4 ;', /expected: from to capacity/],
    ['', /1 links stated, 0 found/],
  ])('refuses the link %s', (row, problem) => {
    expect(() => parseNetwork(net(row), 'net')).toThrow(problem);
  });

  it('refuses trips that do not sum to the stated total', () => {
    const text = '<TOTAL OD FLOW> 10\n<END OF METADATA>\nOrigin 1\n 2 : 6.0;\n';
    expect(() => parseTrips(text, 'trips', 2)).toThrow(/total of 10 stated, 6 found/);
  });
});
