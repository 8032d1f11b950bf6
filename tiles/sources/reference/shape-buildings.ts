/** Footprints of the district's building types, in local [along, across] metres about their centre. */
import type { Point, Ring } from '#contracts';

export function rectangle(length: number, depth: number): Ring {
  const [x, y] = [length / 2, depth / 2];
  return [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
}

/** A walk-up slab whose stairwells step back from one another, as built in the 1980s and 1990s. */
export function steppedSlab(length: number, depth: number, sections: number, step: number): Ring {
  if (sections < 2 || step === 0) return rectangle(length, depth);
  const south: Point[] = [];
  const north: Point[] = [];
  for (let i = 0; i < sections; i += 1) {
    const west = -length / 2 + (i * length) / sections;
    const east = west + length / sections;
    const shift = (i % 2 === 0 ? -1 : 1) * (step / 2);
    south.push([west, -depth / 2 + shift], [east, -depth / 2 + shift]);
    north.push([west, depth / 2 + shift], [east, depth / 2 + shift]);
  }
  return [...south, ...north.reverse()];
}

/** Point block with four wings: flats on four sides of one core. */
export function crossTower(length: number, depth: number, notch: number): Ring {
  const [x, y, n] = [length / 2, depth / 2, notch];
  return [
    [-x + n, -y],
    [x - n, -y],
    [x - n, -y + n],
    [x, -y + n],
    [x, y - n],
    [x - n, y - n],
    [x - n, y],
    [-x + n, y],
    [-x + n, y - n],
    [-x, y - n],
    [-x, -y + n],
    [-x + n, -y + n],
  ];
}

/** Two narrow blocks side by side, shifted: the common 1990s–2000s high-rise of two stair cores. */
export function twinTower(length: number, depth: number, shift: number): Ring {
  const [x, y] = [length / 2, depth / 2];
  return [
    [-x, -y],
    [0, -y],
    [0, -y + shift],
    [x, -y + shift],
    [x, y + shift],
    [0, y + shift],
    [0, y],
    [-x, y],
  ];
}

/** Teaching building around a court open to the south. */
export function courtBuilding(length: number, depth: number, wing: number): Ring {
  const [x, y] = [length / 2, depth / 2];
  return [
    [-x, -y],
    [-x + wing, -y],
    [-x + wing, y - wing],
    [x - wing, y - wing],
    [x - wing, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
}

export function cornerCut(length: number, depth: number, cut: number): Ring {
  const [x, y] = [length / 2, depth / 2];
  return [
    [-x + cut, -y],
    [x, -y],
    [x, y - cut],
    [x - cut, y],
    [-x, y],
    [-x, -y + cut],
  ];
}

export function cruciform(length: number, width: number, transept: number): Ring {
  const [x, y, t] = [length / 2, width / 2, transept / 2];
  const [a, b] = [x * 0.2, x * 0.2 + width];
  return [
    [-x, -y],
    [a, -y],
    [a, -t],
    [b, -t],
    [b, -y],
    [x, -y],
    [x, y],
    [b, y],
    [b, t],
    [a, t],
    [a, y],
    [-x, y],
  ];
}

export function polygonOf(sides: number, diameter: number): Ring {
  return Array.from({ length: sides }, (_, i): Point => {
    const angle = (i / sides) * 2 * Math.PI;
    return [(diameter / 2) * Math.cos(angle), (diameter / 2) * Math.sin(angle)];
  });
}
