/** Plain draw records and the one set of colour scales: what engines draw, without any engine. */
export * from './colour-cells.ts';
export * from './draw-links.ts';
export * from './draw-trains.ts';
export * from './draw-vehicles.ts';
export * from './hatch-strokes.ts';
export * from './lay-lines.ts';
export * from './queue-lengths.ts';
export * from './scales.ts';
