/** Trains and stations as people read them: the line diagram, a station's trains, live vehicles, notices. */
export { BusStopsOn } from './bus-stops-on.tsx';
export { LineDiagram } from './line-diagram.tsx';
export { type LinesShown, layoutOf, useLinesLayout, useLiveLines } from './lines-shown.ts';
export { LiveVehicles } from './live-vehicles.tsx';
export { StationLines } from './station-lines.tsx';
export { TrainLegend } from './train-legend.tsx';
export { transitMessages } from './transit-messages.ts';
export { TransitNotices } from './transit-notices.tsx';
export { VehicleCard } from './vehicle-card.tsx';
export { delayWords, lineName, occupancyWords } from './vehicle-words.ts';
