/** Links that the command line closes for a time, and the news that drivers have. */
import { GUIDANCE_DEFAULTS, type TrafficRun } from '#simulations';
import { InputProblem } from './input-problem.ts';

/** The link takes nobody in [fromSeconds, untilSeconds). */
export interface Closure {
  readonly link: string;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

/** `LINK@FROM-UNTIL`. */
export function readClosure(text: string): Closure {
  // The last @: ids of links may hold one.
  const at = text.lastIndexOf('@');
  const [from, until, ...more] = text
    .slice(at + 1)
    .split('-')
    .map(Number);
  const isTime = from !== undefined && until !== undefined && from >= 0 && until > from;
  if (at > 0 && isTime && more.length === 0) {
    return { link: text.slice(0, at), fromSeconds: from, untilSeconds: until };
  }
  throw new InputProblem('--close', `expected LINK@FROM-UNTIL in seconds, got '${text}'`);
}

/** Undefined: nobody leaves his route, not even where it is closed. */
export function readInformedShare(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new InputProblem('--informed', `expected a share from 0 to 1, got '${text}'`);
}

/** What makes a run's drivers leave their routes. */
export const guided = (informedShare: number | undefined) =>
  informedShare === undefined ? {} : { guidance: { ...GUIDANCE_DEFAULTS, informedShare } };

/** Answers what runs on through the changes before a time, each at its own second. */
export function closeLinks(
  run: TrafficRun,
  closures: readonly Closure[],
): (untilSeconds: number) => void {
  const links = closures.map(({ link }) => {
    const index = run.network.linkIds.indexOf(link);
    if (index < 0) throw new InputProblem('--close', `the network has no link '${link}'`);
    return index;
  });
  const changes = [
    ...new Set(closures.flatMap(({ fromSeconds, untilSeconds }) => [fromSeconds, untilSeconds])),
  ].sort((a, b) => a - b);
  const changeAt = (at: number): void => {
    run.runUntil(at);
    run.conditions.closed.fill(0);
    closures.forEach(({ fromSeconds, untilSeconds }, index) => {
      if (fromSeconds <= at && at < untilSeconds) {
        run.conditions.closed[links[index] as number] = 1;
      }
    });
    run.applyConditions();
  };
  return (untilSeconds) => {
    for (let at = changes[0]; at !== undefined && at < untilSeconds; at = changes[0]) {
      changes.shift();
      changeAt(at);
    }
  };
}
