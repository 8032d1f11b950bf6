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
import { buildCutFaces, FACE_OFFSET_METRES } from './build-cut-faces.ts';
import { buildPrisms, type PrismMesh } from './build-prisms.ts';
import type { BuildingDraw } from './building-draw.ts';
import {
  type CellMaterials,
  type CellTable,
  createCellMaterials,
  createCellTable,
} from './cell-material.ts';
import type { SectionPlane } from './cut-section.ts';
import { topOf } from './find-piece.ts';
import type { StoreyPlace } from './place-storeys.ts';

/** Between the darkest and the brightest cell, so that a wall shows on both. */
const EDGE_COLOUR = '#46586a';

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

function setLinePlanes(materials: readonly Material[], planes: Plane[]): void {
  for (const material of materials) {
    material.clippingPlanes = planes;
    material.needsUpdate = true;
  }
}

/** Keeps what lies behind the plane, seen against its normal. */
function clippingPlane(plane: SectionPlane, origin: readonly [number, number]): Plane {
  const [nx, ny] = plane.normal;
  const distance =
    plane.distanceMetres - (origin[0] * nx + origin[1] * ny) + 2 * FACE_OFFSET_METRES;
  return new Plane(new Vector3(-nx, -ny, 0), distance);
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
