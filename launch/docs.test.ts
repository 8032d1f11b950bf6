/** What the docs point at exists: relative links, and paths of the project in code spans. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const PARTS = 'contracts|tiles|simulations|server|client|feed|launch|bench|e2e|data|docs';
/** Made by running Gezi; named in the docs, absent in a fresh clone. */
const MADE_BY_RUNNING = /^(data\/(built|state)|dist)(\/|$)/;

function markdownFiles(): readonly string[] {
  const inDocs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name));
  const atRoot = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  return [...atRoot, ...inDocs];
}

const withoutCodeBlocks = (text: string): string => text.replaceAll(/```[\s\S]*?```/g, '');

test.each(markdownFiles())('%s points at what exists', (file) => {
  const text = withoutCodeBlocks(readFileSync(join(ROOT, file), 'utf8'));
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(file), target));
  const paths = [...text.matchAll(new RegExp(`\`((?:${PARTS})/[\\w./-]*)\``, 'g'))]
    .map((match) => match[1] ?? '')
    .filter((path) => !MADE_BY_RUNNING.test(path));
  const missing = [...links, ...paths].filter((path) => !existsSync(join(ROOT, path)));
  expect(missing).toEqual([]);
});
