import { describe, expect, it } from 'vitest';
import { assignEquilibrium } from './assign-equilibrium.ts';
import type { AssignmentNetwork } from './assignment-types.ts';

/** rows: [from, to, free time, slope]: t = free + slope · v, as BPR with power 1. */
function linearNetwork(
  nodeCount: number,
  rows: readonly (readonly [number, number, number, number])[],
): AssignmentNetwork {
  return {
    zoneCount: 2,
    nodeCount,
    firstThroughNode: 0,
    linkFrom: Int32Array.from(rows, (row) => row[0]),
    linkTo: Int32Array.from(rows, (row) => row[1]),
    capacity: new Float64Array(rows.length).fill(1),
    freeTime: Float64Array.from(rows, (row) => row[2]),
    bprFactor: Float64Array.from(rows, (row) => row[3] / row[2]),
    bprPower: new Float64Array(rows.length).fill(1),
  };
}

const oneTrip = (trips: number) => ({
  origin: Int32Array.of(0),
  destination: Int32Array.of(1),
  trips: Float64Array.of(trips),
});

describe('assignEquilibrium', () => {
  it('splits two parallel roads where their times are equal', () => {
    // 10 + x = 20 + 2 (30 − x) → x = 70/3.
    const network = linearNetwork(2, [
      [0, 1, 10, 1],
      [0, 1, 20, 2],
    ]);
    const { flow, time } = assignEquilibrium(network, oneTrip(30));
    expect(flow[0]).toBeCloseTo(70 / 3, 6);
    expect(time[0]).toBeCloseTo(time[1] ?? 0, 6);
  });

  it('leaves the longer road empty when the shorter stays shorter', () => {
    const network = linearNetwork(2, [
      [0, 1, 10, 1],
      [0, 1, 50, 1],
    ]);
    expect([...assignEquilibrium(network, oneTrip(30)).flow]).toEqual([30, 0]);
  });

  it('falls into the paradox of Braess: the shortcut raises everybody from 83 to 92', () => {
    const roads = [
      [0, 2, 1e-8, 10],
      [0, 3, 50, 1],
      [2, 1, 50, 1],
      [3, 1, 1e-8, 10],
    ] as const;
    const before = assignEquilibrium(linearNetwork(4, roads), oneTrip(6));
    const after = assignEquilibrium(linearNetwork(4, [...roads, [2, 3, 10, 1]]), oneTrip(6));
    expect(before.totalTime / 6).toBeCloseTo(83, 4);
    expect(after.totalTime / 6).toBeCloseTo(92, 4);
  });

  it('names pairs that no path joins and keeps their trips off the network', () => {
    const result = assignEquilibrium(linearNetwork(2, [[1, 0, 10, 1]]), oneTrip(5));
    expect(result.unreachable).toEqual([{ origin: 0, destination: 1 }]);
    expect(result.unreachableTrips).toBe(5);
    expect([...result.flow]).toEqual([0]);
  });

  it('does not lead a path through a centroid', () => {
    const rows = [
      [0, 2, 1, 1],
      [2, 1, 1, 1],
      [0, 3, 10, 1],
      [3, 1, 10, 1],
    ] as const;
    const network = { ...linearNetwork(4, rows), firstThroughNode: 3 };
    expect([...assignEquilibrium(network, oneTrip(1)).flow]).toEqual([0, 0, 1, 1]);
  });
});
