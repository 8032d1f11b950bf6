import { describe, expect, it } from 'vitest';
import {
  leastTextMillimetres,
  rootPixels,
  settingsFromText,
  textFromSettings,
} from './wall-settings.ts';

describe('text size of a wall', () => {
  it('asks for 23 mm at 5 m, as 16 arcminutes are', () => {
    // Published rule of thumb 23 mm; exact value 23.27 mm.
    expect(leastTextMillimetres(5)).toBeCloseTo(23.27, 2);
  });
  it('makes the smallest text that high on a 55-inch Full HD panel (0.63 mm)', () => {
    const root = rootPixels({ distanceMetres: 5, pitchMillimetres: 0.63 });
    expect(root * 0.875 * 0.63).toBeGreaterThanOrEqual(23.27);
    expect((root - 1) * 0.875 * 0.63).toBeLessThan(23.27);
  });
  it('never goes below the desk size', () => {
    expect(rootPixels({ distanceMetres: 0.6, pitchMillimetres: 0.28 })).toBe(16);
  });
});

describe('settingsFromText', () => {
  it('reads what textFromSettings writes', () => {
    const settings = { distanceMetres: 5, pitchMillimetres: 1.25 };
    expect(settingsFromText(`#${textFromSettings(settings)}`)).toEqual(settings);
  });
  it.each([
    '',
    '#distance=5',
    '#distance=5&pitch=0',
    '#distance=abc&pitch=1',
    '#distance=900&pitch=1',
  ])('refuses %j', (text) => {
    expect(settingsFromText(text)).toBeNull();
  });
});
