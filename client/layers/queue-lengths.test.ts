import { expect, test } from 'vitest';
import { createFrames, type Line } from '#contracts';
import { drawQueues, lastPart, queueHatch, queueMetres, WHOLE_STREET } from './queue-lengths.ts';

const street = { lengthMetres: 300, lanes: 2 };

test('a queue is as long as its vehicles stand on the lanes, and no longer than the street', () => {
  // 20 vehicles on two lanes: ten rows of 7.5 m.
  expect(queueMetres(20, street)).toBe(75);
  expect(queueMetres(500, street)).toBe(300);
});

test('only a full street spills over; one vehicle is seen; nobody forecasts outside the study area', () => {
  const size = { startMs: 0, frameCount: 2, walkLinkCount: 1, streetLinkCount: 4, stationCount: 1 };
  const frames = createFrames(size);
  const out = new Uint8Array(4);
  frames.streetQueueVehicles.set([9, 9, 9, 9, /* frame 1 */ 0, 1, 79, 80]);
  drawQueues([street, street, street, street], frames, 1, out);
  expect([...out].map(queueHatch)).toEqual([0, 1, 1, 2]);
  expect(out[1]).toBeGreaterThan(0);
  expect(out[2]).toBeLessThan(WHOLE_STREET);
  const study = {
    walkLinks: Uint32Array.of(0),
    streetLinks: Uint32Array.of(3),
    stations: Uint32Array.of(0),
  };
  drawQueues([street, street, street, street], { ...frames, study }, 1, out);
  expect([...out]).toEqual([0, 0, 0, WHOLE_STREET]);
});

test('the last part of a bent line begins where so much of its length is left', () => {
  const line: Line = [
    [0, 0],
    [30, 0],
    [30, 10],
  ];
  expect(lastPart(line, 0.5)).toEqual([
    [20, 0],
    [30, 0],
    [30, 10],
  ]);
  expect(lastPart(line, 0.25)).toEqual([
    [30, 0],
    [30, 10],
  ]);
  expect(lastPart(line, 1)).toEqual(line);
});
