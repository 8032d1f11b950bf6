/** What cannot be simulated is refused with its place; what can be mended is mended and listed. */
import type { RepairLog } from '../../repairs/repair-log.ts';
import type { MovementInput, RoadInput, RoadLinkInput, SignalInput } from './road-types.ts';

/** A road network that cannot be taken as it is. One line: place, expected, got. */
export class RoadProblem extends Error {
  override readonly name = 'RoadProblem';
}

/** Shorter links become this long: a place for one vehicle. */
export const SHORTEST_LINK_METRES = 7.5;

export function checkLinks(input: RoadInput, repairs: RepairLog): readonly RoadLinkInput[] {
  const seen = new Set<string>();
  return input.links.map((link) => {
    const refuse = (problem: string): never => {
      throw new RoadProblem(`link '${link.id}': ${problem}`);
    };
    if (seen.has(link.id)) refuse('is there twice; link ids must differ');
    seen.add(link.id);
    if (!Number.isInteger(link.lanes) || link.lanes < 1) {
      refuse(`expected at least one lane, got ${link.lanes}`);
    }
    const speed = link.freeSpeedMetresPerSecond;
    if (!(speed > 0) || !Number.isFinite(speed)) refuse(`expected a speed above 0, got ${speed}`);
    const length = link.lengthMetres;
    if (!(length >= 0) || !Number.isFinite(length)) refuse(`expected a length, got ${length}`);
    if (length >= SHORTEST_LINK_METRES) return link;
    repairs.add(`links below ${SHORTEST_LINK_METRES} m lengthened to it`, link.id);
    return { ...link, lengthMetres: SHORTEST_LINK_METRES };
  });
}

export function checkMovements(
  input: RoadInput,
  linkOf: ReadonlyMap<string, number>,
  signalOf: ReadonlyMap<string, number>,
): void {
  input.movements.forEach((movement, at) => {
    const refuse = (problem: string): never => {
      const way = `${movement.fromLink}_${movement.fromLane} → ${movement.toLink}_${movement.toLane}`;
      throw new RoadProblem(`movement ${way}: ${problem}`);
    };
    const lane = (id: string, index: number): void => {
      const link = linkOf.get(id);
      if (link === undefined) refuse(`there is no link '${id}'`);
      const lanes = input.links[link as number]?.lanes ?? 0;
      if (!Number.isInteger(index) || index < 0 || index >= lanes) {
        refuse(`link '${id}' has ${lanes} lanes, not one numbered ${index}`);
      }
    };
    lane(movement.fromLink, movement.fromLane);
    lane(movement.toLink, movement.toLane);
    if (!(movement.speedMetresPerSecond > 0)) refuse('expected a speed above 0');
    if (!(movement.mergeWeight > 0)) refuse('expected a merge weight above 0');
    if (movement.signal !== undefined) {
      const signal = input.signals[signalOf.get(movement.signal.id) ?? -1];
      if (signal === undefined) refuse(`there is no signal '${movement.signal.id}'`);
      const width = signal?.phases[0]?.state.length ?? 0;
      if (movement.signal.index >= width) {
        refuse(`signal '${movement.signal.id}' has ${width} indices, not ${movement.signal.index}`);
      }
    }
    for (const foe of movement.yieldsTo) {
      if (input.movements[foe] === undefined || foe === at)
        refuse(`no movement ${foe} to yield to`);
    }
  });
}

/** Two full greens at once where one must yield to the other: the plan lets them collide. */
export function checkSignals(input: RoadInput, repairs: RepairLog): readonly SignalInput[] {
  const ways = new Map<string, MovementInput[]>();
  for (const movement of input.movements) {
    const id = movement.signal?.id;
    if (id !== undefined) ways.set(id, [...(ways.get(id) ?? []), movement]);
  }
  return input.signals.map((signal) => {
    const refuse = (problem: string): never => {
      throw new RoadProblem(`signal '${signal.id}': ${problem}`);
    };
    if (signal.phases.length === 0) refuse('has no phase');
    const control = signal.control ?? { type: 'fixed' };
    if (control.type !== 'fixed') {
      const { leastGreenSeconds: least, mostGreenSeconds: most } = control;
      if (!(least > 0) || !(most >= least)) {
        refuse(`greens last from ${least} to ${most} s; expected 0 < least ≤ most`);
      }
    }
    const width = signal.phases[0]?.state.length;
    signal.phases.forEach((phase, at) => {
      if (phase.state.length !== width) {
        refuse(`phase ${at} has ${phase.state.length} letters, phase 0 has ${width}`);
      }
      if (!(phase.seconds > 0))
        refuse(`phase ${at} lasts ${phase.seconds} s; expected more than 0`);
      if (!/^[rygGsuoO]*$/i.test(phase.state))
        refuse(`phase ${at}: unknown letter in ${phase.state}`);
    });
    const phases = signal.phases.map((phase) => {
      const letters = [...phase.state];
      for (const way of ways.get(signal.id) ?? []) {
        const own = way.signal?.index ?? 0;
        if (letters[own] !== 'G') continue;
        const clash = way.yieldsTo.some((foe) => {
          const other = input.movements[foe]?.signal;
          return other?.id === signal.id && letters[other.index] === 'G';
        });
        if (!clash) continue;
        letters[own] = 'g';
        repairs.add('greens that cross another green made to yield', `${signal.id}:${own}`);
      }
      return { ...phase, state: letters.join('') };
    });
    return { ...signal, phases };
  });
}
