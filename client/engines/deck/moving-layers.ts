/** Modelled trains with their load, and live vehicles with their heading. */
import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer, TextLayer } from '@deck.gl/layers';
import { FONT } from './label-layers.ts';
import { MAP_COLOURS, type MapTheme } from './map-colours.ts';
import type { MovingOfPane } from './pane-records.ts';

type Train = MovingOfPane['trains'][number];
type Vehicle = MovingOfPane['vehicles'][number];

/** Loads change every second; `auto` would look through them for new letters each time. */
const LOAD_CHARACTERS = [...'0123456789 %▲●◐◇▷'];
const TRAIN_PIXELS = 9;
const VEHICLE_PIXELS = 8;

export function movingLayers(id: string, moving: MovingOfPane, theme: MapTheme): Layer[] {
  const c = MAP_COLOURS[theme];
  const heading = moving.vehicles.filter(({ headingDegrees }) => headingDegrees !== null);
  const layers = [
    new ScatterplotLayer<Train>({
      id: `${id}-trains`,
      data: moving.trains,
      getPosition: placeOf,
      getRadius: TRAIN_PIXELS,
      radiusUnits: 'pixels',
      getFillColor: ({ rgb }) => [rgb[0], rgb[1], rgb[2], 255],
      getLineColor: (train) => (train.left ? c.critical : c.text),
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: (train) => (train.left ? 3 : 1),
    }),
    new ScatterplotLayer<Vehicle>({
      id: `${id}-vehicles`,
      data: moving.vehicles,
      getPosition: placeOf,
      getRadius: VEHICLE_PIXELS,
      radiusUnits: 'pixels',
      getFillColor: ({ rgb }) => (rgb === null ? c.neutral : [rgb[0], rgb[1], rgb[2], 255]),
      getLineColor: ({ stale }) => (stale ? c.secondary : c.text),
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2,
    }),
    new TextLayer<Vehicle>({
      id: `${id}-vehicle-headings`,
      data: heading,
      getPosition: placeOf,
      getText: () => '▲',
      getSize: 11,
      getAngle: ({ headingDegrees }) => -(headingDegrees ?? 0),
      getPixelOffset: ({ headingDegrees }) => {
        const radians = ((headingDegrees ?? 0) * Math.PI) / 180;
        return [Math.sin(radians) * 14, -Math.cos(radians) * 14];
      },
      getColor: ({ stale }) => (stale ? c.secondary : c.text),
      fontFamily: 'sans-serif',
      characterSet: ['▲'],
    }),
    texts(`${id}-train-loads`, moving.trains, 17, () => c.text, c.labelGround, LOAD_CHARACTERS),
    texts(
      `${id}-vehicle-words`,
      moving.vehicles,
      -24,
      ({ stale }) => (stale ? c.secondary : c.text),
      c.labelGround,
      'auto',
    ),
  ];
  // A text layer without texts has no atlas to draw with.
  return layers.filter(({ props }) => Array.isArray(props.data) && props.data.length > 0);
}

const placeOf = ({ point }: Train | Vehicle): [number, number] => [point[0], point[1]];

const texts = <Data extends Train | Vehicle>(
  id: string,
  data: readonly Data[],
  below: number,
  colourOf: (one: Data) => [number, number, number, number],
  ground: [number, number, number, number],
  characters: string[] | 'auto',
): Layer =>
  new TextLayer<Data>({
    id,
    data,
    getPosition: placeOf,
    getText: ({ text }) => text,
    getSize: 11,
    getPixelOffset: [0, below],
    getColor: colourOf,
    fontFamily: FONT,
    characterSet: characters,
    background: true,
    getBackgroundColor: ground,
    backgroundPadding: [2, 1],
  });
