/**
 * What a thread answers. Errors lose their class and code between threads, and both decide what the
 * user is told, so they travel as data.
 */
import { CityBuildError } from '../city-build-error.ts';

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly message: string;
      readonly stack: string;
      /** As Node names it: ENOSPC. */
      readonly code: string | null;
      /** The input is at fault, not the program. */
      readonly expected: boolean;
    };

export async function answerOf<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const stack = error instanceof Error ? (error.stack ?? message) : message;
    const expected = error instanceof CityBuildError;
    return { ok: false, message, stack, code: codeOf(error), expected };
  }
}

export function unwrapAnswer<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  if (answer.expected) throw new CityBuildError(answer.message);
  const error = new Error(answer.message);
  error.stack = answer.stack;
  throw answer.code === null ? error : Object.assign(error, { code: answer.code });
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
