/**
 * Rule [W3] of the live wire as a pure function: what to do with a message of a channel, given
 * the last sequence number. `null` means that no snapshot has come yet.
 */
export type SequenceState =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'following'; readonly sequence: number };

export const WAITING: SequenceState = { phase: 'waiting' };

export type SequenceStep =
  | { readonly action: 'apply'; readonly state: SequenceState }
  | { readonly action: 'ignore'; readonly state: SequenceState }
  | { readonly action: 'resync'; readonly state: SequenceState };

export function followSequence(
  state: SequenceState,
  message: { readonly type: 'snapshot' | 'delta'; readonly sequence: number },
): SequenceStep {
  if (message.type === 'snapshot') {
    return { action: 'apply', state: { phase: 'following', sequence: message.sequence } };
  }
  // After a gap (or before the first snapshot) deltas have nothing to build on.
  if (state.phase === 'waiting') return { action: 'ignore', state };
  if (message.sequence <= state.sequence) return { action: 'ignore', state };
  if (message.sequence === state.sequence + 1) {
    return { action: 'apply', state: { phase: 'following', sequence: message.sequence } };
  }
  return { action: 'resync', state: WAITING };
}
