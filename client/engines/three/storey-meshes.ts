/**
 * The scene of one building: per storey one mesh of prisms and one of edges, and for a section one
 * mesh of cut faces. Colours come from the shared table by slot.
 */
import {
  BufferAttribute,
  BufferGeometry,
  Group,
  LineBasicMaterial,
  LineSegments,
  type Material,
  Mesh,
  Plane,
  Vector3,
} from 'three';
import type { CellId } from '#contracts';
import { buildPrisms, type PrismMesh } from './build-prisms.ts';
import type { BuildingDraw, StoreyDraw } from './building-draw.ts';
import {
  type CellMaterials,
  type CellTable,
  createCellMaterials,
  createCellTable,
} from './cell-material.ts';
import { alongPlane, cutPolygon, type SectionPlane } from './cut-section.ts';
import type { StoreyPlace } from './place-storeys.ts';

/** Left free under each storey's top, so that storeys read as storeys; metres, for looks only. */
export const SLAB_METRES = 0.3;
const EDGE_COLOUR = '#0e1116';

export interface BuildingScene {
  readonly group: Group;
  readonly table: CellTable;
  readonly materials: CellMaterials;
  readonly slotOfCell: ReadonlyMap<CellId, number>;
  readonly cellOfSlot: readonly CellId[];
  /** Meshes a ray may hit now. */
  readonly pickable: () => readonly Mesh[];
  readonly place: (places: readonly StoreyPlace[]) => void;
  readonly cut: (plane: SectionPlane | null) => void;
  readonly unitMeshes: number;
  readonly dispose: () => void;
}

export function createBuildingScene(
  building: BuildingDraw,
  origin: readonly [number, number],
  pixelRatio: number,
): BuildingScene {
  const cellOfSlot = building.storeys.flatMap((storey) => storey.pieces.map((piece) => piece.cell));
  const slotOfCell = new Map(cellOfSlot.map((cell, slot) => [cell, slot]));
  const table = createCellTable(cellOfSlot.length);
  const materials = createCellMaterials(table, pixelRatio);
  const line = new LineBasicMaterial({ color: EDGE_COLOUR });
  const ghostLine = new LineBasicMaterial({ color: '#a9b4c2', transparent: true, opacity: 0.18 });
  const group = new Group();
  let cutFaces: Mesh[] = [];
  let cutEdges: LineSegments[] = [];

  const storeys = building.storeys.map((storey) => {
    const prisms = storey.pieces.map((piece) => ({
      slot: slotOfCell.get(piece.cell) ?? 0,
      outline: piece.outline,
    }));
    const mesh = buildPrisms(prisms, storey.floorMetres, topOf(storey), origin);
    const solid = new Mesh(geometryOf(mesh), materials.solid);
    const edges = new LineSegments(edgeGeometry(mesh.edges), line);
    const part = new Group();
    part.add(solid, edges);
    group.add(part);
    return { part, solid, edges };
  });

  function clearCut(): void {
    for (const object of [...cutFaces, ...cutEdges]) {
      object.geometry.dispose();
      object.removeFromParent();
    }
    cutFaces = [];
    cutEdges = [];
  }

  return {
    group,
    table,
    materials,
    slotOfCell,
    cellOfSlot,
    unitMeshes: cellOfSlot.length,
    pickable: () => [
      ...storeys
        .filter(({ part, solid }) => part.visible && solid.material === materials.solid)
        .map(({ solid }) => solid),
      ...cutFaces,
    ],
    place: (places) => {
      storeys.forEach(({ part, solid, edges }, i) => {
        const place = places[i];
        if (!place) return;
        part.position.z = place.liftMetres;
        part.visible = place.look !== 'hidden';
        const ghost = place.look === 'ghost';
        solid.material = ghost ? materials.ghost : materials.solid;
        edges.material = ghost ? ghostLine : line;
        // Ghosts after solids, the cut faces last.
        part.renderOrder = ghost ? 1 : 0;
        solid.renderOrder = part.renderOrder;
        const face = cutFaces[i];
        if (face) face.material = solid.material;
      });
    },
    cut: (plane) => {
      clearCut();
      const planes = plane ? [clippingPlane(plane, origin)] : [];
      materials.setPlanes(planes);
      setLinePlanes([line, ghostLine], planes);
      if (!plane) return;
      building.storeys.forEach((storey, i) => {
        const mesh = buildCutFaces(storey, slotOfCell, plane, origin);
        const face = new Mesh(geometryOf(mesh), materials.solid);
        const edges = new LineSegments(edgeGeometry(mesh.edges), line);
        cutFaces.push(face);
        cutEdges.push(edges);
        storeys[i]?.part.add(face, edges);
      });
    },
    dispose: () => {
      clearCut();
      for (const { solid, edges } of storeys) {
        solid.geometry.dispose();
        edges.geometry.dispose();
      }
      materials.dispose();
      line.dispose();
      ghostLine.dispose();
    },
  };
}

export const topOf = (storey: StoreyDraw): number =>
  storey.floorMetres + Math.max(0.5, storey.heightMetres - SLAB_METRES);

function setLinePlanes(materials: readonly Material[], planes: Plane[]): void {
  for (const material of materials) {
    material.clippingPlanes = planes;
    material.needsUpdate = true;
  }
}

/** Faces lie a little before the cut, so that the cut does not take them away too. */
const FACE_OFFSET_METRES = 0.02;

/** Keeps what lies behind the plane, seen against its normal. */
function clippingPlane(plane: SectionPlane, origin: readonly [number, number]): Plane {
  const [nx, ny] = plane.normal;
  const distance =
    plane.distanceMetres - (origin[0] * nx + origin[1] * ny) + 2 * FACE_OFFSET_METRES;
  return new Plane(new Vector3(-nx, -ny, 0), distance);
}

function buildCutFaces(
  storey: StoreyDraw,
  slotOfCell: ReadonlyMap<CellId, number>,
  plane: SectionPlane,
  origin: readonly [number, number],
): PrismMesh {
  const [nx, ny] = plane.normal;
  const [ax, ay] = alongPlane(plane);
  const distance = plane.distanceMetres + FACE_OFFSET_METRES;
  const [floor, top] = [storey.floorMetres, topOf(storey)];
  const positions: number[] = [];
  const normals: number[] = [];
  const slots: number[] = [];
  const indices: number[] = [];
  const edges: number[] = [];
  for (const piece of storey.pieces) {
    for (const [from, until] of cutPolygon(piece.outline, plane)) {
      const point = (along: number, z: number): readonly [number, number, number] => [
        ax * along + nx * distance - origin[0],
        ay * along + ny * distance - origin[1],
        z,
      ];
      const corners = [
        point(from, floor),
        point(until, floor),
        point(until, top),
        point(from, top),
      ];
      const first = positions.length / 3;
      corners.forEach((corner, i) => {
        positions.push(...corner);
        // Marked as a top: a cut face keeps the legend's exact colour.
        normals.push(0, 0, 1);
        slots.push(slotOfCell.get(piece.cell) ?? 0);
        edges.push(...corner, ...(corners[(i + 1) % 4] ?? corner));
      });
      indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    }
  }
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    slots: Float32Array.from(slots),
    indices: Uint32Array.from(indices),
    edges: Float32Array.from(edges),
  };
}

function geometryOf(mesh: PrismMesh): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(mesh.positions, 3));
  geometry.setAttribute('normal', new BufferAttribute(mesh.normals, 3));
  geometry.setAttribute('slot', new BufferAttribute(mesh.slots, 1));
  geometry.setIndex(new BufferAttribute(mesh.indices, 1));
  return geometry;
}

function edgeGeometry(edges: Float32Array): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(edges, 3));
  return geometry;
}
