/**
 * Gates of venues on the draft walk network. A gate is a link of its own from a node inside the
 * outline to the node just outside it, which `venue.gates[].node` names, so that width × specific
 * flow bounds how fast the venue empties. Where the source knows no gates they stand where footways
 * meet the outline, and, if those are too few, at even steps along it.
 */
import type { LocalizedText, Point, Ring, ValueKind } from '#contracts';
import { polygonArea } from '#contracts';
import { ringPerimeter } from '../../geometry/measure-polygon.ts';
import { isPointInPolygon } from '../../geometry/point-in-polygon.ts';
import type { SourceCity } from '../../sources/source-city.ts';
import { GATE_RULE } from './network-rules.ts';
import { type DraftWalkLink, projectOnLine, type WalkDraft } from './walk-draft.ts';

export type SourceVenue = SourceCity['venues'][number];

export interface DraftGate {
  readonly id: string;
  readonly name: LocalizedText;
  /** Draft node just outside the gate. */
  readonly node: number;
  readonly widthMetres: number;
  readonly kind: ValueKind;
}

const GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2;
/** Half the length of a gate link: the node outside stands this far from the outline. */
const STEP_METRES = 2;

interface Spot {
  readonly point: Point;
  readonly name?: LocalizedText;
  readonly widthMetres?: number;
}

export function venueCapacity(venue: SourceVenue): number {
  const byArea = polygonArea(venue.outline) * GATE_RULE.personsPerSquareMetre;
  return venue.capacityPersons?.value ?? Math.max(100, Math.round(byArea / 100) * 100);
}

export function placeVenueGates(
  venue: SourceVenue,
  draft: WalkDraft,
  stated: ValueKind,
  derived: ValueKind,
): DraftGate[] {
  const outer = venue.outline[0];
  if (!outer) return [];
  const isInside = (point: Point) => isPointInPolygon(point, venue.outline);
  const spots =
    venue.gates.length > 0 ? venue.gates : findSpots(outer, gateCount(venue), draft, isInside);
  closeInnerWays(draft, isInside);
  const ruleWidth = Math.max(
    GATE_RULE.leastWidthMetres,
    Math.round((exitWidth(venue) / Math.max(1, spots.length)) * 10) / 10,
  );
  const gates: DraftGate[] = [];
  for (const spot of spots) {
    const sides = stepAcross(spot.point, outer, isInside);
    const joined = draft.attach(
      sides.outside,
      GATE_RULE.reachMetres,
      (link) => link.facility !== 'gate' && !isInside(middleOf(link)),
    );
    if (joined === undefined) continue;
    const number = gates.length + 1;
    const id = `${venue.id}/gate/${number}`;
    const widthMetres = spot.widthMetres ?? ruleWidth;
    const outside = draft.addNode(sides.outside);
    const inside = draft.addNode(sides.inside);
    const joint = draft.points[joined] ?? sides.outside;
    const common = { oneWay: false, name: null, streetLinks: [], kind: derived };
    draft.addLink({
      ...common,
      id: `walk/${id}`,
      from: inside,
      to: outside,
      widthMetres,
      facility: 'gate',
      line: [sides.inside, sides.outside],
    });
    draft.addLink({
      ...common,
      id: `walk/${id}/forecourt`,
      from: outside,
      to: joined,
      // The ground before a gate is wider than the gate: it must not be the narrower of the two.
      widthMetres: widthMetres * 1.5,
      facility: 'footway',
      line: [sides.outside, joint],
    });
    gates.push({
      id,
      name: spot.name ?? { zh: `${number}号门`, en: `Gate ${number}` },
      node: outside,
      widthMetres,
      kind: spot.widthMetres === undefined ? derived : stated,
    });
  }
  return gates;
}

/** As many as keep each gate at its greatest width or below. */
function gateCount(venue: SourceVenue): number {
  return Math.max(
    GATE_RULE.leastCount,
    Math.ceil(exitWidth(venue) / GATE_RULE.greatestWidthMetres),
  );
}

function exitWidth(venue: SourceVenue): number {
  return venueCapacity(venue) / (GATE_RULE.personsPerMetreMinute * GATE_RULE.egressMinutes);
}

function findSpots(
  outer: Ring,
  count: number,
  draft: WalkDraft,
  isInside: (point: Point) => boolean,
): Spot[] {
  const spots: Point[] = [];
  const isFree = (point: Point) =>
    spots.every((spot) => distance(spot, point) >= GATE_RULE.mergeMetres);
  for (const link of draft.links) {
    if (!draft.isLive(link) || link.facility === 'pavement') continue;
    for (const point of crossingsOf(link, outer)) if (isFree(point)) spots.push(point);
  }
  // Even steps, longest wait first, until the least number of gates stands.
  const perimeter = ringPerimeter(outer);
  const steps = Math.floor(perimeter / GATE_RULE.mergeMetres);
  for (let step = 0; step < steps && spots.length < count; step += 1) {
    // Golden-section steps spread over the outline however many of them are taken.
    const point = pointAlong(outer, perimeter * ((step * GOLDEN_SECTION) % 1));
    const { outside } = stepAcross(point, outer, isInside);
    const reachable = draft.distanceTo(
      outside,
      GATE_RULE.reachMetres,
      (link) => !isInside(middleOf(link)),
    );
    if (reachable !== undefined && isFree(point)) spots.push(point);
  }
  return orderAround(spots, outer).map((point) => ({ point }));
}

/** Numbered along the outline, so that neighbours have neighbouring numbers. */
function orderAround(spots: readonly Point[], outer: Ring): Point[] {
  const first = outer[0];
  if (!first) return [...spots];
  const closed = [...outer, first];
  const along = (point: Point) => projectOnLine(point, closed)?.along ?? 0;
  return [...spots].sort((a, b) => along(a) - along(b));
}

function crossingsOf(link: DraftWalkLink, outer: Ring): Point[] {
  const found: Point[] = [];
  for (let i = 1; i < link.line.length; i += 1) {
    const a = link.line[i - 1];
    const b = link.line[i];
    if (!a || !b) continue;
    outer.forEach((c, index) => {
      const d = outer[(index + 1) % outer.length];
      const point = d && crossing(a, b, c, d);
      if (point) found.push(point);
    });
  }
  return found;
}

function crossing(a: Point, b: Point, c: Point, d: Point): Point | null {
  const denominator = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  if (denominator === 0) return null;
  const t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / denominator;
  const u = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / denominator;
  if (t < 0 || t > 1 || u < 0 || u > 1) return null;
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/** Nobody crosses the venue on the way elsewhere: footways that lie inside it are closed. */
function closeInnerWays(draft: WalkDraft, isInside: (point: Point) => boolean): void {
  for (const link of draft.links) {
    const passes = link.facility === 'pavement' || link.facility === 'gate';
    if (passes || !draft.isLive(link)) continue;
    if (isInside(middleOf(link))) link.removed = true;
  }
}

function stepAcross(
  point: Point,
  outer: Ring,
  isInside: (point: Point) => boolean,
): { inside: Point; outside: Point } {
  const first = outer[0] ?? point;
  const foot = projectOnLine(point, [...outer, first]);
  const base = foot?.point ?? point;
  const end = outer[(foot?.segment ?? 1) % outer.length] ?? first;
  const start = outer[(foot?.segment ?? 1) - 1] ?? first;
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1;
  // The outer ring runs counter-clockwise: its right hand is outside.
  const nx = (end[1] - start[1]) / length;
  const ny = -(end[0] - start[0]) / length;
  const outside: Point = [base[0] + nx * STEP_METRES, base[1] + ny * STEP_METRES];
  const inside: Point = [base[0] - nx * STEP_METRES, base[1] - ny * STEP_METRES];
  return isInside(outside) && !isInside(inside)
    ? { inside: outside, outside: inside }
    : { inside, outside };
}

function pointAlong(ring: Ring, metres: number): Point {
  let left = metres;
  for (let i = 0; i < ring.length; i += 1) {
    const a = ring[i];
    const b = ring[(i + 1) % ring.length];
    if (!a || !b) continue;
    const length = distance(a, b);
    if (left <= length) {
      const t = length > 0 ? left / length : 0;
      return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
    }
    left -= length;
  }
  return ring[0] ?? [0, 0];
}

function middleOf(link: DraftWalkLink): Point {
  const count = link.line.length;
  const a = link.line[(count - 1) >> 1] ?? [0, 0];
  const b = link.line[count >> 1] ?? a;
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
