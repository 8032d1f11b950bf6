/**
 * A child process of the launcher: its lines are handed on one by one, and it can be ended kindly.
 *
 * Each child leads a process group of its own. Ctrl-C then reaches only the launcher, which ends
 * the children in order, and a child that must be killed takes its own workers along.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createLineSplitter } from './line-splitter.ts';

export interface ChildCommand {
  readonly name: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** Works behind everything else that wants a processor. */
  readonly inBackground?: boolean;
}

export interface ChildEvents {
  onLine(line: string): void;
  onMessage?(message: unknown): void;
}

/** How a child ended: in order, by an exit status, by a signal, or it never started. */
export type ChildEnd = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface Child {
  readonly name: string;
  readonly ended: Promise<ChildEnd>;
  /** Over the process channel; nothing happens when the child has ended. */
  tell(message: Readonly<Record<string, unknown>>): void;
  /** SIGTERM, and SIGKILL for the whole group when it still lives after the grace. */
  stop(graceMs: number): Promise<void>;
}

/** Runs this same Node with `args`. */
export function startChild(command: ChildCommand, events: ChildEvents): Child {
  const ownGroup = process.platform !== 'win32';
  const child = spawn(process.execPath, [...command.args], {
    cwd: command.folder,
    detached: ownGroup,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (command.inBackground && child.pid !== undefined) lowerPriority(child.pid);
  const splitters = [child.stdout, child.stderr].map((stream) => {
    const splitter = createLineSplitter((line) => events.onLine(line));
    stream?.setEncoding('utf8');
    stream?.on('data', splitter.write);
    return splitter;
  });
  child.on('message', (message) => events.onMessage?.(message));
  const ended = new Promise<ChildEnd>((resolve) => {
    child.on('error', (error) => resolve({ ok: false, reason: `did not start: ${error.message}` }));
    child.on('close', (code, signal) => {
      for (const splitter of splitters) splitter.end();
      resolve(endOf(code, signal));
    });
  });
  return {
    name: command.name,
    ended,
    tell: (message) => {
      // Between its end and `close` the channel is gone already: the message has no reader.
      if (child.connected) child.send(message, () => {});
    },
    async stop(graceMs) {
      // Only the leader is asked; it knows in which order its own workers must end.
      child.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(child, ownGroup), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or this system does not allow it: it then works at full priority.
  }
}

function killGroup(child: ChildProcess, ownGroup: boolean): void {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // Already gone: a group dies with its last process.
  }
}

function endOf(code: number | null, signal: NodeJS.Signals | null): ChildEnd {
  if (code === 0) return { ok: true };
  if (code !== null) return { ok: false, reason: `ended with status ${code}` };
  return { ok: false, reason: `ended by ${signal ?? 'an unknown signal'}` };
}
