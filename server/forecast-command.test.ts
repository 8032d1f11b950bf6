import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CITY_FORMAT_VERSION, DEFAULT_MODE_SHARES } from '#contracts';
import { createGridDistrict } from '#simulations';
import { runForecastCommand } from './forecast-command.ts';

let folder = '';
const event = {
  id: 'e',
  name: 'Concert',
  venue: 'venue',
  attendance: 800,
  startMs: Date.parse('2026-11-22T11:30:00Z'),
  endMs: Date.parse('2026-11-22T14:00:00Z'),
  endSpreadMinutes: 3,
  modeShares: DEFAULT_MODE_SHARES,
};
const counts = Object.fromEntries(
  'buildings storeys units cells tiles streetLinks walkLinks signals stations venues sensors'
    .split(' ')
    .map((name) => [name, 0]),
);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gezi-forecast-'));
  const name = { zh: '网格', en: 'Grid' };
  const manifest = {
    formatVersion: CITY_FORMAT_VERSION,
    district: 'grid',
    name,
    timeZone: 'Asia/Shanghai',
    builtAtMs: 0,
    origin: { lonDegrees: 121.4, latDegrees: 31.2, heightMetres: 0 },
    extentMetres: [0, 0, 1, 1],
    sources: [],
    counts,
    skipped: [],
    cellRanges: { buildings: [0, 0], storeys: [0, 0], units: [0, 0] },
    files: [],
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  const networks = createGridDistrict({ blocks: 5, residents: 500, workers: 500 });
  writeFileSync(join(folder, 'networks.json'), JSON.stringify(networks));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(plan: object, out: string) {
  const path = join(folder, 'event.json');
  writeFileSync(path, JSON.stringify(plan));
  const printed: string[] = [];
  const faults: string[] = [];
  const status = runForecastCommand(
    ['--city', folder, '--event', path, '--out', join(folder, out), '--members', '2'],
    (text) => printed.push(text),
    (text) => faults.push(text),
  );
  return { status, printed: printed.join('\n'), faults: faults.join('\n') };
}

test('the same seed gives the same bytes, with a ledger that balances in every frame', () => {
  const first = run(event, 'a.json');
  expect(first.faults).toBe('');
  expect(first.status).toBe(0);
  expect(first.printed).toContain('bound by the exits');
  run(event, 'b.json');
  const text = readFileSync(join(folder, 'a.json'), 'utf8');
  expect(readFileSync(join(folder, 'b.json'), 'utf8')).toBe(text);
  const { peopleLedgers } = JSON.parse(text) as { peopleLedgers: [number, number, number][][] };
  expect(peopleLedgers).toHaveLength(2);
  for (const [released, arrived, underWay] of peopleLedgers.flat()) {
    expect(released).toBe(arrived + underWay);
  }
});

test.each([
  ['negative attendance', { attendance: -5 }, /attendance: .*0/],
  [
    'an unknown venue',
    { venue: 'nowhere' },
    /venue: expected one of .*venue \(Grid\), got nowhere/,
  ],
])('%s is a one-line fault and leaves no file', (_name, change, expected) => {
  const { status, faults } = run({ ...event, ...change }, 'bad.json');
  expect(status).toBe(1);
  expect(faults).toMatch(expected);
  expect(faults.split('\n')).toHaveLength(1);
  expect(existsSync(join(folder, 'bad.json'))).toBe(false);
});
