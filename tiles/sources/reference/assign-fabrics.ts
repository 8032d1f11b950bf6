/**
 * Which kind of quarter each block is. Landmarks of the facts decide their own block; elsewhere the
 * centre of Xujiahui and Caoxi North Road draw offices, malls and hotels, the south keeps more lane
 * houses, and a slow noise groups like with like, so that quarters are larger than one block.
 */
import { type LocalizedText, type Point, ringArea, type SeededRandom } from '#contracts';
import { centreOf, distance, distanceToLine, isInside } from './plane-shapes.ts';
import type { Fabric, ReferenceFacts } from './read-reference-facts.ts';
import { lineOf, type StreetGraph, wayOf } from './street-graph.ts';
import { type Block, ringOfBlock } from './trace-blocks.ts';

export interface Quarter {
  readonly block: Block;
  readonly fabric: Fabric;
  readonly name: LocalizedText | null;
}

const CENTRE_STATION = 'xujiahui';
const HIGH_STREET = 'ref/w-caoxi-north';
/** Too small to hold anything but a pocket park. */
const LEAST_SQUARE_METRES = 4500;

export function assignFabrics(
  graph: StreetGraph,
  blocks: readonly Block[],
  facts: ReferenceFacts,
  centre: Point,
  random: SeededRandom,
): Quarter[] {
  const highStreet = lineOf(graph, wayOf(graph, HIGH_STREET));
  const waves = Array.from({ length: 4 }, () => ({
    angle: random.next() * Math.PI,
    phase: random.next() * 2 * Math.PI,
    wavelength: 380 + random.next() * 500,
  }));
  const noise = (p: Point): number =>
    waves.reduce(
      (sum, w) =>
        sum +
        Math.sin(
          ((p[0] * Math.cos(w.angle) + p[1] * Math.sin(w.angle)) / w.wavelength) * 2 * Math.PI +
            w.phase,
        ),
      0,
    ) / 2;
  return blocks.map((block) => {
    const ring = ringOfBlock(block);
    const landmark = facts.landmarks.landmarks.find((l) => isInside(l.point, ring));
    if (landmark) return { block, fabric: landmark.fabric, name: landmark.name };
    const middle = centreOf(ring);
    const draw = random.next();
    if (ringArea(ring) < LEAST_SQUARE_METRES) return { block, fabric: 'park', name: null };
    const toCentre = distance(middle, centre);
    const toHighStreet = distanceToLine(middle, highStreet);
    return {
      block,
      fabric: choose(draw, noise(middle), toCentre, toHighStreet, middle),
      name: null,
    };
  });
}

function choose(
  draw: number,
  noise: number,
  toCentre: number,
  toHighStreet: number,
  at: Point,
): Fabric {
  if (toCentre < 330) return draw < 0.62 ? 'offices' : draw < 0.86 ? 'mall' : 'hotel';
  if (toHighStreet < 150)
    return draw < 0.45 ? 'offices' : draw < 0.55 ? 'hotel' : draw < 0.85 ? 'towers' : 'slabs';
  if (draw < 0.055) return 'school';
  if (draw < 0.075) return 'park';
  if (draw < 0.115) return 'offices';
  const southern = at[1] < -420 ? 0.5 : 0;
  const lean = noise + (draw - 0.5) * 1.2;
  if (lean + southern > 1.1) return 'lanes';
  if (lean < -0.35) return 'towers';
  return 'slabs';
}

export { CENTRE_STATION };
