/** How people are coloured, and the legend that says so. */
import { useCallback, useMemo } from 'react';
import {
  CLOSE_UP_LIGHTS,
  type CloseUpFrame,
  type CloseUpScene,
  type CloseUpTarget,
} from '#contracts';
import { BODY_SHAPES } from '../engines/three/body-shapes.ts';
import { SIGNAL_SHAPES } from '../engines/three/signal-shapes.ts';
import { type Language, localized, useText } from '../i18n/index.ts';
import { CRITICAL_PERSONS_PER_SQUARE_METRE, DENSITY_BANDS } from '../layers/index.ts';
import { closeUpMessages } from './close-up-messages.ts';
import { orderDestinations } from './measure-frame.ts';
import {
  DESTINATION_LOOKS,
  lookOfDensity,
  looksByDensity,
  looksByDestination,
  OTHER_LOOK,
  type PersonLooks,
} from './people-of-second.ts';

export type ColourBy = 'density' | 'destination';

export interface LegendRow {
  readonly shape: string;
  readonly colour: string;
  readonly text: string;
}
export interface Colouring {
  readonly looks: PersonLooks;
  readonly legend: { readonly title: string; readonly rows: readonly LegendRow[] };
}

export function useTargetName(): (target: CloseUpTarget, language: Language) => string {
  const t = useText(closeUpMessages);
  return useCallback(
    (target, language) =>
      target.name ? localized(target.name, language) : t(`target.${target.kind}`),
    [t],
  );
}

export function useColouring(
  by: ColourBy,
  frames: readonly CloseUpFrame[],
  scene: CloseUpScene | null,
  language: Language,
): Colouring {
  const t = useText(closeUpMessages);
  const nameOf = useTargetName();
  return useMemo((): Colouring => {
    if (by === 'density')
      return { looks: looksByDensity(), legend: densityLegend(t('legend.density')) };
    const order = orderDestinations(frames);
    const named = order.slice(0, DESTINATION_LOOKS.length).map((destination, i) => {
      const { hex, shape } = DESTINATION_LOOKS[i] ?? OTHER_LOOK;
      const target = scene?.destinations[destination];
      return rowOf(hex, shape, target ? nameOf(target, language) : '');
    });
    const rest =
      order.length > named.length
        ? [rowOf(OTHER_LOOK.hex, OTHER_LOOK.shape, t('legend.other'))]
        : [];
    return {
      looks: looksByDestination(order),
      legend: { title: t('legend.destination'), rows: [...named, ...rest] },
    };
  }, [by, frames, scene, language, t, nameOf]);
}

/** Vehicles and what the signals show; a row is told apart by its shape. */
export function useStreetLegend(): Colouring['legend'] {
  const t = useText(closeUpMessages);
  return useMemo(
    () => ({
      title: t('legend.street'),
      rows: [
        { shape: '▶', colour: '#aab4c3', text: t('legend.car') },
        { shape: '◨', colour: '#e6eaf0', text: t('legend.taxi') },
        { shape: '▬', colour: '#aab4c3', text: t('legend.bus') },
        { shape: '✚', colour: '#4fb3ff', text: t('legend.emergency') },
        ...CLOSE_UP_LIGHTS.flatMap((light, i) => {
          const { shape = '', colour = '' } = SIGNAL_SHAPES[i] ?? {};
          return light === 'none' ? [] : [{ shape, colour, text: t(`legend.${light}`) }];
        }),
      ],
    }),
    [t],
  );
}

function densityLegend(title: string): Colouring['legend'] {
  const bands = DENSITY_BANDS.map((band, i) => {
    const from = DENSITY_BANDS[i - 1]?.belowPersonsPerSquareMetre ?? 0;
    const below = band.belowPersonsPerSquareMetre;
    const range = Number.isFinite(below)
      ? `< ${below}`
      : `${from}–${CRITICAL_PERSONS_PER_SQUARE_METRE}`;
    return rowOf(band.hex, lookOfDensity(from).shape, `${band.letter}  ${range}`);
  });
  const { rgb, shape } = lookOfDensity(CRITICAL_PERSONS_PER_SQUARE_METRE);
  const critical = rowOf(`rgb(${rgb.join(' ')})`, shape, `≥ ${CRITICAL_PERSONS_PER_SQUARE_METRE}`);
  return { title, rows: [...bands, critical] };
}

const rowOf = (colour: string, shape: number, text: string): LegendRow => ({
  shape: BODY_SHAPES[shape] ?? '',
  colour,
  text,
});
