/**
 * Which kind of quarter each block is. Landmarks of the facts decide their own blocks; elsewhere the
 * zone of the nearest site gives the shares, a slow noise groups like with like, so that quarters
 * are larger than one block, and Caoxi North Road draws offices and hotels.
 */
import { type LocalizedText, type Point, ringArea, type SeededRandom } from '#contracts';
import type { Fabric, Zone } from './place-facts.ts';
import { centreOf, distance, distanceToLine, isInside } from './plane-shapes.ts';
import type { ReferenceFacts } from './read-reference-facts.ts';
import { lineOf, type StreetGraph, wayOf } from './street-graph.ts';
import { type Block, ringOfBlock } from './trace-blocks.ts';

export interface Quarter {
  readonly block: Block;
  readonly fabric: Fabric;
  readonly name: LocalizedText | null;
}

const HIGH_STREET = 'ref/w-caoxi-north';
const HIGH_STREET_METRES = 150;
const HIGH_STREET_MIX: Zone['mix'] = { offices: 0.45, hotel: 0.1, towers: 0.3, slabs: 0.15 };
/** Too small to hold anything but a pocket park. */
const LEAST_SQUARE_METRES = 4500;
/** One in a quarter at most: drawn for each block alone, never in groups. */
const SCATTERED: readonly Fabric[] = ['school', 'park', 'civic', 'hospital', 'hotel', 'mall'];
/** Neighbours in this order lie side by side in the city, too. */
const GROUPED: readonly Fabric[] = [
  'village',
  'works',
  'villas',
  'lanes',
  'slabs',
  'towers',
  'offices',
];
/** Slow enough for quarters of several blocks. */
const LEAST_WAVE_METRES = 420;
const WAVES = 5;
/** How much each block's own luck blurs its quarter. */
const OWN_SHARE = 0.35;

export function assignFabrics(
  graph: StreetGraph,
  blocks: readonly Block[],
  facts: ReferenceFacts,
  random: SeededRandom,
): Quarter[] {
  const highStreet = lineOf(graph, wayOf(graph, HIGH_STREET));
  const waves = Array.from({ length: WAVES }, () => ({
    angle: random.next() * Math.PI,
    phase: random.next() * 2 * Math.PI,
    wavelength: LEAST_WAVE_METRES + random.next() * 700,
  }));
  const noise = (p: Point): number =>
    waves.reduce((sum, w) => {
      const along = p[0] * Math.cos(w.angle) + p[1] * Math.sin(w.angle);
      return sum + Math.sin((along / w.wavelength) * 2 * Math.PI + w.phase);
    }, 0) / Math.sqrt(WAVES / 2);
  return blocks.map((block) => {
    const ring = ringOfBlock(block);
    const middle = centreOf(ring);
    const [draw, own] = [random.next(), random.next()];
    const landmark = facts.landmarks.landmarks.find(
      (l) => isInside(l.point, ring) || distance(l.point, middle) < (l.radiusMetres ?? 0) * 0.8,
    );
    if (landmark) {
      const name = isInside(landmark.point, ring) ? landmark.name : null;
      return { block, fabric: landmark.fabric, name };
    }
    if (isGreenBank(middle, facts.district.river)) {
      return { block, fabric: draw < CULTURE_SHARE ? 'civic' : 'park', name: null };
    }
    if (ringArea(ring) < LEAST_SQUARE_METRES) return { block, fabric: 'park', name: null };
    const mix =
      distanceToLine(middle, highStreet) < HIGH_STREET_METRES
        ? HIGH_STREET_MIX
        : zoneAt(facts.zones.zones, middle).mix;
    const wave = normalShare(noise(middle));
    return { block, fabric: choose(mix, draw, wrap(wave + (own - 0.5) * OWN_SHARE)), name: null };
  });
}

/** Half the depth of the strip between the avenue and the water. */
const BANK_METRES = 150;
/** Museums and halls in the green; assumption. */
const CULTURE_SHARE = 0.15;

function isGreenBank(at: Point, river: ReferenceFacts['district']['river']): boolean {
  return at[1] > river.greenNorthOfMetres && distanceToLine(at, river.points) < BANK_METRES;
}

export function zoneAt(zones: readonly Zone[], at: Point): Zone {
  const nearest = (zone: Zone): number => Math.min(...zone.sites.map((site) => distance(site, at)));
  return zones.reduce((best, zone) => (nearest(zone) < nearest(best) ? zone : best));
}

/** The share of a normal distribution below x (logistic approximation, within 0.01). */
function normalShare(x: number): number {
  return 1 / (1 + Math.exp(-1.702 * x));
}

const wrap = (x: number): number => x - Math.floor(x);

function choose(mix: Zone['mix'], draw: number, quantile: number): Fabric {
  let below = 0;
  for (const fabric of SCATTERED) {
    below += mix[fabric] ?? 0;
    if (draw < below) return fabric;
  }
  const rest = GROUPED.reduce((sum, fabric) => sum + (mix[fabric] ?? 0), 0);
  let reached = 0;
  for (const fabric of GROUPED) {
    reached += mix[fabric] ?? 0;
    if (quantile * rest < reached) return fabric;
  }
  return 'slabs';
}
