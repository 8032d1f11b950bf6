/** A server over a small large city with one account of each kind, and ways to ask as each of them. */
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { hashPassword } from '../access/index.ts';
import { openStore, STORE_FILE } from '../store/index.ts';
import { buildLargeCity } from './build-large-city.ts';
import { signIn, startTestServer } from './start-test-server.ts';

const PASSWORD = 'a long enough password';
/** The official's committee: some of the city's buildings, none of most. */
export const OFFICIAL_AREA = 's3c0';
const areaIdSchema = z.string().brand<'AreaId'>();

export type PeopleServer = Awaited<ReturnType<typeof startPeopleServer>>;

/** Accounts operator, planner, auditor, official (of OFFICIAL_AREA) and new-official (of none yet). */
export async function startPeopleServer() {
  const server = await startTestServer({ buildCity: (folder) => buildLargeCity(folder, 20_000) });
  const city = new DatabaseSync(`${server.directory}/city/city.sqlite`, { readOnly: true });
  const { accounts, close } = openStore(`${server.directory}/data/${STORE_FILE}`);
  const hash = await hashPassword(PASSWORD);
  for (const role of ['operator', 'planner', 'auditor'] as const) {
    accounts.put(role, [role], hash, Date.now());
  }
  accounts.put('official', ['official'], hash, Date.now(), [areaIdSchema.parse(OFFICIAL_AREA)]);
  accounts.put('new-official', ['official'], hash, Date.now());
  close();
  const cookies = new Map<string, string>();
  for (const name of ['operator', 'planner', 'auditor', 'official', 'new-official']) {
    const body = { with: 'password', name, password: PASSWORD };
    cookies.set(name, await signIn(server.address, body));
  }
  const as = (name: string) => ({ cookie: cookies.get(name) ?? '' });
  const cellWhere = (condition: string): number =>
    Number(
      city
        .prepare(
          `SELECT u.cell FROM unit u JOIN building b ON b.cell = u.building_cell
           JOIN occupant o ON o.unit_cell = u.cell WHERE ${condition} LIMIT 1`,
        )
        .get()?.cell,
    );
  return {
    ...{ server, city },
    get: (name: string, path: string): Promise<Response> =>
      fetch(`${server.address}${path}`, { headers: as(name), redirect: 'manual' }),
    post: (name: string, path: string, body: unknown): Promise<Response> =>
      fetch(`${server.address}${path}`, {
        method: 'POST',
        headers: { ...as(name), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    count: (sql: string): number =>
      Number(city.prepare(`SELECT count(*) AS n FROM ${sql}`).get()?.n),
    /** A lived-in unit in, and one outside, the official's area. */
    inside: (): number => cellWhere(`b.area LIKE '${OFFICIAL_AREA}g%'`),
    outside: (): number => cellWhere(`b.area NOT LIKE '${OFFICIAL_AREA}g%'`),
    end: async (): Promise<void> => {
      city.close();
      await server.end();
    },
  };
}

/** What follows FROM for the units of the official's area. */
export const UNITS_INSIDE = `unit u JOIN building b ON b.cell = u.building_cell
  WHERE b.area LIKE '${OFFICIAL_AREA}g%'`;
