/**
 * No page asks another origin for anything. Every test holds this through its fixture
 * (app/test.ts); here the guard itself is tried, and the rest of the screens are walked.
 */
import { watchForeignRequests } from '../app/foreign-requests.ts';
import { openView, waitForView } from '../app/open-view.ts';
import { expect, test } from '../app/test.ts';
import { wordsOf } from '../app/words.ts';

test('the guard sees requests of pages, images, sockets and workers', async ({ browser, gezi }) => {
  // A context of its own: the guard of the fixture must not see this one.
  const context = await browser.newContext();
  const foreign = watchForeignRequests(context, gezi.address);
  const page = await context.newPage();
  // The server's own pages would refuse by their policy before a request is made.
  await context.route('**/*', (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<p>page</p>' }),
  );
  await page.goto(`${gezi.address}/guard`);
  expect(foreign).toEqual([]);
  await page.evaluate(async () => {
    await fetch('https://tiles.example/0/0/0.png', { mode: 'no-cors' });
    const image = new Image();
    image.src = 'https://fonts.example/a.png';
    const code = `fetch('https://worker.example/x', { mode: 'no-cors' })
      .catch(() => {}).then(() => postMessage('asked'))`;
    const worker = new Worker(URL.createObjectURL(new Blob([code])));
    await new Promise((resolve) => {
      worker.onmessage = resolve;
    });
    const socket = new WebSocket('wss://socket.example/live');
    await new Promise((resolve) => {
      socket.onerror = resolve;
    });
  });
  await expect
    .poll(() => foreign.map((url) => new URL(url).hostname).toSorted())
    .toEqual(['fonts.example', 'socket.example', 'tiles.example', 'worker.example']);
  await context.close();
});

test("the server's policy stops a foreign request before it is made", async ({ page }) => {
  await openView(page, 'units', 'en');
  const outcome = await page.evaluate(() =>
    fetch('https://elsewhere.example/').then(
      () => 'asked',
      () => 'refused',
    ),
  );
  expect(outcome).toBe('refused');
});

test('all three views, one after another, ask only their own server', async ({ page, gezi }) => {
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  await openView(page, 'wall', 'zh-CN');
  const t = wordsOf('zh-CN');
  for (const view of ['planner', 'units', 'wall'] as const) {
    await page.getByRole('link', { name: t(view), exact: true }).click();
    await waitForView(page, view);
  }
  expect([...asked].filter((origin) => origin !== 'null')).toEqual([gezi.address]);
});
