import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { baseLayerFrom, baseLayerOrigin, baseLayerUrl } from './base-layer.ts';

test('an address stays an address, and its origin may be read from', () => {
  const layer = baseLayerFrom('https://tiles.example:8443/mesh/tileset.json');
  expect(baseLayerUrl(layer)).toBe('https://tiles.example:8443/mesh/tileset.json');
  expect(baseLayerOrigin(layer)).toBe('https://tiles.example:8443');
});

test('a folder with a tileset is served from our own origin', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gezi-base-'));
  try {
    expect(() => baseLayerFrom(folder)).toThrow(/folder with tileset\.json/);
    writeFileSync(join(folder, 'tileset.json'), '{}');
    const layer = baseLayerFrom(folder);
    expect(baseLayerUrl(layer)).toBe('/base-layer/tileset.json');
    expect(baseLayerOrigin(layer)).toBeNull();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('anything else is refused with what was expected; none is none', () => {
  expect(() => baseLayerFrom('ftp://tiles.example/x.json')).toThrow(
    /expected an http\(s\) address/,
  );
  expect(baseLayerUrl(null)).toBeNull();
  expect(baseLayerOrigin(null)).toBeNull();
});
