import { once } from 'node:events';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { type Child, startChild } from './child.ts';

function run(program: string): {
  child: Child;
  lines: string[];
  messages: unknown[];
  sawLine(text: string): Promise<void>;
} {
  const lines: string[] = [];
  const messages: unknown[] = [];
  const waiting = new Map<string, () => void>();
  const child = startChild(
    { name: 'probe', args: ['-e', program], folder: tmpdir() },
    {
      onLine: (line) => {
        lines.push(line);
        waiting.get(line)?.();
      },
      onMessage: (message) => messages.push(message),
    },
  );
  const sawLine = (text: string) =>
    lines.includes(text)
      ? Promise.resolve()
      : new Promise<void>((resolve) => waiting.set(text, resolve));
  return { child, lines, messages, sawLine };
}

test('lines of both streams and messages arrive, and a good end is told from a bad one', async () => {
  const good = run(`console.log('out'); console.error('err'); process.send({ type: 'ready' });
    process.disconnect();`);
  expect(await good.child.ended).toEqual({ ok: true });
  expect([...good.lines].sort()).toEqual(['err', 'out']);
  expect(good.messages).toEqual([{ type: 'ready' }]);

  const bad = run('process.exit(3)');
  expect(await bad.child.ended).toEqual({ ok: false, reason: 'ended with status 3' });
});

test('a child that listens to SIGTERM ends in its own way', async () => {
  const { child, lines, sawLine } = run(`
    process.on('SIGTERM', () => { console.log('saved'); process.exit(0); });
    setInterval(() => {}, 1000); console.log('up');`);
  await sawLine('up');
  await child.stop(5_000);
  expect(await child.ended).toEqual({ ok: true });
  expect(lines).toContain('saved');
});

test('a child that will not end is killed after the grace, with its own children', async () => {
  // The grandchild's death shows as the end of its connection; its process id would stay visible
  // where nobody collects orphans.
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const connected = once(listener, 'connection');
  const { child } = run(`
    process.on('SIGTERM', () => {});
    const { spawn } = require('node:child_process');
    spawn(process.execPath, ['-e', 'require("node:net").connect(${address.port}, "127.0.0.1")']);
    setInterval(() => {}, 1000);`);
  const [connection] = await connected;
  if (!(connection instanceof Socket)) throw new Error('expected a socket');
  const gone = new Promise<void>((resolve) => connection.on('close', resolve).on('error', resolve));
  connection.resume();

  await child.stop(100);
  expect(await child.ended).toEqual({ ok: false, reason: 'ended by SIGKILL' });
  await gone;
  listener.close();
});
