/** Trains and stations as people read them: the line diagram, a station's trains, and what they show. */
export { LineDiagram } from './line-diagram.tsx';
export { type LinesShown, layoutOf, useLinesLayout, useLiveLines } from './lines-shown.ts';
export { StationLines } from './station-lines.tsx';
export { transitMessages } from './transit-messages.ts';
