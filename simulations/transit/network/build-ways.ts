/** Ways through stations as flat arrays; ways that a network leaves out are direct, and listed. */
import type { TransitNetwork } from '#contracts';
import type { RepairLog } from '../../repairs/repair-log.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { NONE } from './transit-model.ts';

interface DraftWay {
  readonly from: number;
  readonly elements: readonly number[];
  /** Seconds before each element. */
  readonly delays: readonly number[];
}

export function buildWays(network: TransitNetwork, repairs: RepairLog) {
  const { entrances, platforms, elements, stations } = network;
  const entranceCount = entrances.length;
  const platformCount = platforms.length;
  const outward = (entrance: number): number => entranceCount + entrance;
  const threshold = (platform: number): number => 2 * entranceCount + platform;
  const changeThreshold = (platform: number): number =>
    2 * entranceCount + platformCount + platform;
  const given = (element: number): number => 2 * (entranceCount + platformCount) + element;

  const platformSlot = new Int32Array(platformCount);
  const platformsAt = new Int32Array(stations.length);
  platforms.forEach(({ station }, platform) => {
    platformSlot[platform] = platformsAt[station] as number;
    platformsAt[station] = (platformsAt[station] as number) + 1;
  });
  const slots = Math.max(1, ...platformsAt);
  const inWay = new Int32Array(entranceCount * slots).fill(NONE);
  const changeWay = new Int32Array(platformCount * slots).fill(NONE);
  const out = Array.from(
    { length: platformCount },
    () => [] as { way: number; entrance: number }[],
  );
  const drafts: DraftWay[] = [];

  const walkOf = (element: number): number => elements[element]?.walkSeconds ?? 0;
  const delaysOf = (first: number, between: readonly number[]): number[] => [
    first,
    ...between.map(walkOf),
  ];
  const addIn = (entrance: number, platform: number, between: readonly number[]): void => {
    inWay[entrance * slots + (platformSlot[platform] as number)] = drafts.length;
    const walk = entrances[entrance]?.walkSeconds ?? 0;
    drafts.push({
      from: NONE,
      elements: [entrance, ...between.map(given), threshold(platform)],
      delays: [0, ...delaysOf(walk, between)],
    });
  };
  const addOut = (platform: number, entrance: number, between: readonly number[]): void => {
    out[platform]?.push({ way: drafts.length, entrance });
    const delays = delaysOf(0, between);
    const last = delays.length - 1;
    delays[last] = (delays[last] ?? 0) + (entrances[entrance]?.walkSeconds ?? 0);
    drafts.push({
      from: platform,
      elements: [...between.map(given), outward(entrance)],
      delays,
    });
  };
  const addChange = (from: number, to: number, between: readonly number[], walk: number): void => {
    changeWay[from * slots + (platformSlot[to] as number)] = drafts.length;
    drafts.push({
      from,
      elements: [...between.map(given), changeThreshold(to)],
      delays: delaysOf(walk, between),
    });
  };

  for (const way of network.ways) {
    if (way.type === 'in') addIn(way.entrance, way.platform, way.elements);
    else if (way.type === 'out') addOut(way.platform, way.entrance, way.elements);
    else addChange(way.from, way.to, way.elements, way.walkSeconds);
  }
  addMissing();

  const wayStart = new Int32Array(drafts.length + 1);
  drafts.forEach((way, at) => {
    wayStart[at + 1] = (wayStart[at] as number) + way.elements.length;
  });
  const outStart = new Int32Array(platformCount + 1);
  out.forEach((ways, platform) => {
    outStart[platform + 1] = (outStart[platform] as number) + ways.length;
  });
  return {
    slots,
    platformSlot,
    inWay,
    changeWay,
    outStart,
    outWay: Int32Array.from(out.flatMap((ways) => ways.map(({ way }) => way))),
    outEntrance: Int32Array.from(out.flatMap((ways) => ways.map(({ entrance }) => entrance))),
    wayStart,
    wayElement: Int32Array.from(drafts.flatMap((way) => way.elements)),
    wayDelay: Int32Array.from(drafts.flatMap((way) => way.delays.map(ticksFromSeconds))),
    wayFrom: Int32Array.from(drafts, ({ from }) => from),
  };

  function addMissing(): void {
    const entrancesOf = stations.map(() => [] as number[]);
    entrances.forEach(({ station }, entrance) => {
      entrancesOf[station]?.push(entrance);
    });
    const platformsOf = stations.map(() => [] as number[]);
    platforms.forEach(({ station }, platform) => {
      platformsOf[station]?.push(platform);
    });
    platforms.forEach(({ id, station }, platform) => {
      for (const entrance of entrancesOf[station] ?? []) {
        if (inWay[entrance * slots + (platformSlot[platform] as number)] !== NONE) continue;
        repairs.add('ways in that are not described: direct', `${entrances[entrance]?.id} → ${id}`);
        addIn(entrance, platform, []);
      }
      if (out[platform]?.length === 0) {
        repairs.add('ways out that are not described: direct, to every entrance', id);
        for (const entrance of entrancesOf[station] ?? []) addOut(platform, entrance, []);
      }
      for (const other of platformsOf[station] ?? []) {
        if (changeWay[platform * slots + (platformSlot[other] as number)] !== NONE) continue;
        if (other !== platform) {
          repairs.add('changes that are not described: direct', `${id} → ${platforms[other]?.id}`);
        }
        addChange(platform, other, [], 0);
      }
    });
  }
}
