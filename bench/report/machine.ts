import { availableParallelism, cpus, platform, release, totalmem } from 'node:os';

/** The machine that a figure was measured on; a time without it means nothing. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()} ${release()}`,
    node: process.version,
  };
}

export function formatMachine(machine: Machine): string {
  const gibibytes = (machine.memoryBytes / 2 ** 30).toFixed(0);
  return `${machine.cpu}, ${machine.cores} cores, ${gibibytes} GiB, ${machine.system}, Node ${machine.node}`;
}
