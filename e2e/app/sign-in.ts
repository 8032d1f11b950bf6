/** Signs in through the printed one-time link, as a browser's form does, without a browser. */
import { request } from '@playwright/test';

/** Writes the session where Playwright's `storageState` reads it. */
export async function signInByLink(link: string, stateFile: string): Promise<void> {
  const { origin, searchParams } = new URL(link);
  const context = await request.newContext({ baseURL: origin });
  const page = await context.get(link);
  if (!page.ok()) throw new Error(`${link}: expected the sign-in page, got ${page.status()}`);
  const answer = await context.post('/sign-in', {
    form: { token: searchParams.get('token') ?? '', next: '/', lang: 'zh' },
    headers: { origin },
    maxRedirects: 0,
  });
  if (answer.status() !== 303) {
    throw new Error(`one-time link: expected a way into the app (303), got ${answer.status()}`);
  }
  await context.storageState({ path: stateFile });
  await context.dispose();
}
