import { DatabaseSync } from 'node:sqlite';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type AreaId,
  encodeCellChanges,
  forEachCellChange,
  LIVE_PATH,
  LIVE_PROTOCOL_VERSION,
} from '#contracts';
import { hashPassword } from '../access/index.ts';
import { openStore, STORE_FILE } from '../store/index.ts';
import {
  buildLargeCity,
  INGEST_TOKEN,
  signIn,
  startTestServer,
  type TestServer,
} from '../testing/index.ts';
import { cutContent } from './cut-wire.ts';

const PASSWORD = 'a long enough password';
let server: TestServer;
let city: DatabaseSync;
let cookie = '';
beforeAll(async () => {
  server = await startTestServer({ buildCity: (directory) => buildLargeCity(directory, 3_000) });
  city = new DatabaseSync(`${server.directory}/city/city.sqlite`, { readOnly: true });
  const store = openStore(`${server.directory}/data/${STORE_FILE}`);
  const hash = await hashPassword(PASSWORD);
  store.accounts.put('official', ['official'], hash, Date.now(), ['s0' as AreaId]);
  store.close();
  cookie = await signIn(server.address, { with: 'password', name: 'official', password: PASSWORD });
});
afterAll(async () => {
  city.close();
  await server.end();
});

const unitWhere = (condition: string) => {
  const row = city
    .prepare(
      `SELECT u.cell, u.code, u.storey_cell, u.building_cell FROM unit u JOIN building b ON b.cell = u.building_cell WHERE ${condition} LIMIT 1`,
    )
    .get();
  return {
    cell: Number(row?.cell),
    code: String(row?.code),
    storey: Number(row?.storey_cell),
    building: Number(row?.building_cell),
  };
};

async function tell(device: string, id: string, message: string, body: object): Promise<void> {
  const path = `/api/ingest/${device}/${encodeURIComponent(id)}/${message}`;
  const response = await fetch(`${server.address}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${INGEST_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([response.status, await response.text()]).toEqual([202, '']);
}

test('a scoped account hears of its units alone, and of buildings as a whole', async () => {
  const here = unitWhere(`b.area LIKE 's0c%'`);
  const there = unitWhere(`b.area NOT LIKE 's0c%' AND b.use = 'office'`);
  const wholes = new Map<number, number>();
  const cuts = new Map<number, number>();
  const listen = (as: string, into: Map<number, number>) =>
    new Promise<ReturnType<typeof io>>((resolve) => {
      const socket = io(server.address, {
        path: LIVE_PATH,
        transports: ['websocket'],
        extraHeaders: { cookie: as },
      });
      socket.on('connect', () => {
        socket.emit('hello', { version: LIVE_PROTOCOL_VERSION });
        socket.emit('subscribe', { channels: ['cells:power'] });
      });
      socket.on('delta', (message: { changes: ArrayBuffer | Uint8Array }) => {
        const bytes =
          message.changes instanceof Uint8Array ? message.changes : new Uint8Array(message.changes);
        forEachCellChange(bytes, (cell, byte) => into.set(cell, byte));
      });
      socket.on('snapshot', () => resolve(socket));
    });
  const [all, own] = await Promise.all([listen(server.cookie, wholes), listen(cookie, cuts)]);
  for (const { code, building } of [here, there]) {
    const id = String(city.prepare('SELECT id FROM building WHERE cell = ?').get(building)?.id);
    const readings = [{ unit: code, value: 900 }];
    await tell('building', id, 'power', { timeMs: Date.now(), readings });
  }
  await expect
    .poll(() => [wholes.has(there.cell), wholes.has(here.cell), cuts.has(here.cell)])
    .toEqual([true, true, true]);
  // Both came with the same deltas; what is outside would be here by now.
  expect([cuts.has(there.cell), cuts.has(there.storey)]).toEqual([false, false]);
  expect(cuts.get(there.building)).toBe(wholes.get(there.building));
  all.disconnect();
  own.disconnect();
});

test('alarms of units outside are not told, over HTTP either', async () => {
  const here = unitWhere(`b.area LIKE 's0c%'`);
  const there = unitWhere(`b.area NOT LIKE 's0c%'`);
  for (const { code } of [here, there]) {
    await tell('unit', code, 'smoke', { timeMs: Date.now(), alarm: true });
  }
  const codesOf = async (as: string): Promise<readonly string[]> => {
    const response = await fetch(`${server.address}/api/alarms`, { headers: { cookie: as } });
    const alarms = z
      .array(z.object({ place: z.object({ code: z.string() }) }))
      .parse(await response.json());
    return alarms.map(({ place }) => place.code).toSorted();
  };
  expect(await codesOf(server.cookie)).toEqual([here.code, there.code].toSorted());
  expect(await codesOf(cookie)).toEqual([here.code]);
});

test('a delta is cut as its snapshot is; what has no unit stays', () => {
  const visible = Uint8Array.of(1, 0, 1);
  const cut = { key: 'k', visible };
  expect(cutContent({ bytes: Uint8Array.of(7, 8, 9) }, cut)).toEqual({
    bytes: Uint8Array.of(7, 0, 9),
  });
  const changes = encodeCellChanges([0, 1, 2], Uint8Array.of(7, 8, 9));
  expect(cutContent({ changes }, cut)).toEqual({
    changes: encodeCellChanges([0, 2], Uint8Array.of(7, 8, 9)),
  });
  const station = { place: { type: 'station', station: 's' } };
  const unit = (cell: number) => ({ place: { type: 'unit', cell, code: `c${cell}` } });
  expect(cutContent({ data: [station, unit(0), unit(1), 'odd'] }, cut)).toEqual({
    data: [station, unit(0), 'odd'],
  });
});
