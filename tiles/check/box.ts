/** Boxes of 3D Tiles: centre, then three half axes, 12 numbers. */

export function boxCorners(box: readonly number[]): readonly (readonly [number, number, number])[] {
  const at = (index: number): number => box[index] ?? 0;
  const corners: [number, number, number][] = [];
  for (let corner = 0; corner < 8; corner += 1) {
    const sx = corner & 1 ? 1 : -1;
    const sy = corner & 2 ? 1 : -1;
    const sz = corner & 4 ? 1 : -1;
    corners.push([
      at(0) + sx * at(3) + sy * at(6) + sz * at(9),
      at(1) + sx * at(4) + sy * at(7) + sz * at(10),
      at(2) + sx * at(5) + sy * at(8) + sz * at(11),
    ]);
  }
  return corners;
}

/** Metres by which a point stands out of a box along its worst half axis; 0 or less inside. */
export function outsideBox(box: readonly number[], x: number, y: number, z: number): number {
  let worst = Number.NEGATIVE_INFINITY;
  const dx = x - (box[0] ?? 0);
  const dy = y - (box[1] ?? 0);
  const dz = z - (box[2] ?? 0);
  for (let axis = 3; axis < 12; axis += 3) {
    const ax = box[axis] ?? 0;
    const ay = box[axis + 1] ?? 0;
    const az = box[axis + 2] ?? 0;
    const half = Math.hypot(ax, ay, az);
    const along = half > 0 ? Math.abs(dx * ax + dy * ay + dz * az) / half : 0;
    if (along - half > worst) worst = along - half;
  }
  return worst;
}
