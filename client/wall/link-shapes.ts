/** Streets and footways of the networks as ribbons to draw: width by class and lanes, side by direction. */
import type { DistrictNetworks, StreetLink, WalkLink } from '#contracts';
import type { RibbonLink } from '../engines/cesium/index.ts';

/** Lane width of urban roads in China, CJJ 37-2012: 3.25–3.5 m. */
const LANE_METRES = 3.25;

const LEAST_PIXELS: Readonly<Record<StreetLink['roadClass'], number>> = {
  motorway: 3.5,
  trunk: 3.5,
  primary: 3,
  secondary: 2.5,
  tertiary: 2,
  residential: 1.5,
  unclassified: 1.5,
  service: 1,
};

/** Two directions of one street lie side by side, each on the right of its own direction. */
export function streetShapes(street: DistrictNetworks['street']): readonly RibbonLink[] {
  const directions = new Set(street.links.map((link) => `${link.from}>${link.to}`));
  return street.links.map((link) => {
    const widthMetres = link.lanes * LANE_METRES;
    const twoWay = directions.has(`${link.to}>${link.from}`);
    return {
      line: link.line,
      widthMetres,
      rightMetres: twoWay ? widthMetres / 2 : 0,
      leastPixels: LEAST_PIXELS[link.roadClass],
    };
  });
}

/** Squares are as wide as they are long; drawn as wide they would cover their surroundings. */
const WIDEST_WALK_METRES = 14;

export const walkShapes = (links: readonly WalkLink[]): readonly RibbonLink[] =>
  links.map((link) => ({
    line: link.line,
    widthMetres: Math.min(WIDEST_WALK_METRES, link.widthMetres),
    rightMetres: 0,
    leastPixels: link.facility === 'crossing' || link.facility === 'stairs' ? 1.5 : 2.2,
  }));
