/**
 * What a signal head shows: a place on the head, a shape and a colour for each state, so that colour
 * is never the only cue. By position in CLOSE_UP_LIGHTS; the first shows nothing.
 */
export const SIGNAL_SHAPES = [
  { place: -1, shape: '', colour: '' },
  { place: 0, shape: '●', colour: '#ff5a4f' },
  { place: 1, shape: '◆', colour: '#ffd23f' },
  { place: 2, shape: '□', colour: '#3ddc84' },
  { place: 2, shape: '■', colour: '#3ddc84' },
] as const;
