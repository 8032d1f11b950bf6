import fc from 'fast-check';
import { expect, test } from 'vitest';
import { followSequence, type SequenceState, WAITING } from './follow-sequence.ts';

test('[W3] snapshot, then each next number applies; a gap asks for a resync once', () => {
  const actions: string[] = [];
  let state: SequenceState = WAITING;
  const feed = (type: 'snapshot' | 'delta', sequence: number) => {
    const step = followSequence(state, { type, sequence });
    state = step.state;
    actions.push(step.action);
  };
  feed('delta', 3); // before any snapshot
  feed('snapshot', 4);
  feed('delta', 5);
  feed('delta', 5); // twice
  feed('delta', 7); // 6 is missing
  feed('delta', 8); // nothing to build on until the snapshot
  feed('snapshot', 8);
  feed('delta', 9);
  expect(actions).toEqual([
    'ignore',
    'apply',
    'apply',
    'ignore',
    'resync',
    'ignore',
    'apply',
    'apply',
  ]);
});

test('whatever is lost, what is applied is a snapshot and an unbroken run after it', () => {
  const message = fc.record({
    lost: fc.boolean(),
    snapshot: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 60 }), (messages) => {
      let state: SequenceState = WAITING;
      let applied: number | null = null;
      messages.forEach(({ lost, snapshot }, sequence) => {
        if (lost) return;
        const type = snapshot ? 'snapshot' : 'delta';
        const step = followSequence(state, { type, sequence });
        state = step.state;
        if (step.action !== 'apply') return;
        if (type === 'delta') expect(applied).toBe(sequence - 1);
        applied = sequence;
      });
    }),
    { seed: 1 },
  );
});
