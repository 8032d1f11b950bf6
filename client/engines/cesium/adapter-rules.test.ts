import { describe, expect, it } from 'vitest';
import { viewAfterKey } from './camera-input.ts';
import { nearestLink } from './nearest-link.ts';
import { chooseProfile } from './render-profile.ts';

describe('chooseProfile', () => {
  it('raises what is cheap, lowers what is dear, and lets one slow first frame pass', () => {
    expect(chooseProfile([400, 9, 10, 9, 11, 10, 9]).name).toBe('fine');
    expect(chooseProfile([40, 45, 50, 42, 44, 43, 41]).name).toBe('plain');
    expect(chooseProfile([150, 160, 155, 170, 150, 160, 140]).name).toBe('sparse');
    expect(chooseProfile([]).name).toBe('plain');
  });
});

describe('viewAfterKey', () => {
  const view = {
    eastMetres: 0,
    northMetres: 0,
    rangeMetres: 1000,
    headingRadians: 0,
    pitchRadians: 0.8,
  };
  it('moves the way the arrow points on a screen with north up', () => {
    expect(viewAfterKey(view, 'ArrowRight', false, 800)?.eastMetres).toBeGreaterThan(1);
    expect(viewAfterKey(view, 'ArrowUp', false, 800)?.northMetres).toBeGreaterThan(1);
    expect(viewAfterKey(view, '+', false, 800)?.rangeMetres).toBeLessThan(1000);
    expect(viewAfterKey(view, 'ArrowUp', true, 800)?.pitchRadians).toBeGreaterThan(0.8);
    expect(viewAfterKey(view, 'a', false, 800)).toBeNull();
  });
});

describe('nearestLink', () => {
  const plain = { widthMetres: 2, leastPixels: 1 };
  const links = [
    {
      ...plain,
      line: [
        [0, 0],
        [100, 0],
      ],
      rightMetres: 2,
    },
    {
      ...plain,
      line: [
        [100, 0],
        [0, 0],
      ],
      rightMetres: 2,
    },
  ] as const;
  it('tells the two directions of one street apart by the side they are drawn on', () => {
    expect(nearestLink(links, [50, -2], 0.5)).toBe(0);
    expect(nearestLink(links, [50, 2], 0.5)).toBe(1);
  });
  it('finds nothing out of reach', () => {
    expect(nearestLink(links, [50, 30], 5)).toBeNull();
  });
});
