import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputProblem } from './input-problem.ts';
import { runEstimateCommand } from './run-estimate-command.ts';
import { runRoadCommand } from './run-road-command.ts';

/** Zones 1, 2 → 3 over node 4: the counts on 1-4 and 2-4 are the table itself. 5-3 is used by nobody. */
const NET = `<NUMBER OF ZONES> 3
<NUMBER OF NODES> 5
<FIRST THRU NODE> 4
<NUMBER OF LINKS> 4
<END OF METADATA>
1 4 2000 1 1 0.15 4 0 0 1;
2 4 2000 1 1 0.15 4 0 0 1;
4 3 3000 1 1 0.15 4 0 0 1;
5 3 3000 1 1 0.15 4 0 0 1;
`;
const TRIPS = `<NUMBER OF ZONES> 3
<TOTAL OD FLOW> 1000.0
<END OF METADATA>
Origin 1
 3 : 500.0;
Origin 2
 3 : 500.0;
`;

async function folderOf(counts: string) {
  const folder = await mkdtemp(join(tmpdir(), 'estimate-'));
  await writeFile(join(folder, 'x_net.tntp'), NET);
  await writeFile(join(folder, 'x_trips.tntp'), TRIPS);
  await writeFile(join(folder, 'counts.csv'), `link,fromSecond,untilSecond,vehicles\n${counts}`);
  return folder;
}
async function estimate(counts: string) {
  const folder = await folderOf(counts);
  const code = await runEstimateCommand({
    ...{ source: { folder }, counts: join(folder, 'counts.csv'), prior: undefined, out: folder },
    ...{ priorDeviationShare: 1, scalePrior: false, keepTotal: false, capacityHours: 1 },
  });
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  return { code, table: await read('table.csv'), summary: JSON.parse(await read('summary.json')) };
}

describe('npm run traffic -- estimate', () => {
  it('gives each interval its own table and lists what no route explains', async () => {
    const { code, table, summary } = await estimate(
      '1-4,25200,27000,400\n2-4,25200,27000,100\n5-3,25200,27000,50\n1-4,27000,28800,40\n2-4,27000,28800,80\n',
    );
    expect(code).toBe(0);
    const rows = table
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      [1, 3, 25200, 27000],
      [2, 3, 25200, 27000],
      [1, 3, 27000, 28800],
      [2, 3, 27000, 28800],
    ]);
    // Prior ±100 % against counts of ±√n: the table stays within one deviation of the count.
    for (const [at, counted] of [400, 100, 40, 80].entries()) {
      expect(Math.abs((rows[at]?.[4] ?? 0) - counted)).toBeLessThan(Math.sqrt(counted));
    }
    expect(summary).toMatchObject({
      kind: 'inferred',
      intervals: [{ unexplained: [{ link: '5-3', counted: 50 }] }, { unexplained: [] }],
    });
  });

  it('refuses unknown links, negative and missing numbers, by line', async () => {
    await expect(estimate('9-4,0,900,5\n')).rejects.toThrow(/counts.csv:2: there is no link '9-4'/);
    await expect(estimate('1-4,0,900,-5\n')).rejects.toThrow(/counts.csv:2: vehicles/);
    await expect(estimate('1-4,0,900,\n')).rejects.toThrow(/expected a number, got nothing/);
    await expect(estimate('1-4,0,900,NaN\n')).rejects.toThrow(InputProblem);
    await expect(estimate('1-4,900,900,5\n')).rejects.toThrow(
      /untilSecond: expected more than 900/,
    );
    await expect(estimate('1-4,0,900,5\n1-4,0,900,6\n')).rejects.toThrow(/counted twice/);
  });
});

const SUMO_NET = `<net>
  <edge id="a"><lane id="a_0" index="0" speed="13" length="100"/></edge>
  <edge id="b"><lane id="b_0" index="0" speed="13" length="100"/></edge>
  <connection from="a" to="b" fromLane="0" toLane="0"/>
</net>`;

describe('npm run traffic -- run --table', () => {
  it('drives every vehicle of the table, or says why not', async () => {
    const out = await mkdtemp(join(tmpdir(), 'table-'));
    const [net, table] = [join(out, 'a.net.xml'), join(out, 'table.csv')];
    await writeFile(net, SUMO_NET);
    await writeFile(table, 'from,to,fromSecond,untilSecond,vehicles\na,b,0,600,20\nb,a,0,600,2\n');
    await runRoadCommand({
      ...{ source: { net, demand: { table, choice: 'equilibrium' } }, out },
      ...{ seconds: 900, interval: 300, seed: 1 },
    });
    const summary = JSON.parse(await readFile(join(out, 'summary.json'), 'utf8'));
    expect(summary).toMatchObject({ arrived: 20, onTheRoad: 0, notYetEntered: 0 });
    expect(summary.demand).toEqual({ kind: 'given', from: table, routes: 'equilibrium' });
    expect(summary.refusedTrips).toHaveLength(2);
    await writeFile(table, 'from,to,fromSecond,untilSecond,vehicles\na,x,0,600,20\n');
    await expect(
      runRoadCommand({
        ...{ source: { net, demand: { table, choice: 'equilibrium' } }, out },
        ...{ seconds: 900, interval: 300, seed: 1 },
      }),
    ).rejects.toThrow(/table.csv:2: there is no link 'x'/);
  });
});
