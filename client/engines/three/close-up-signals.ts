/** Signal heads at their stop lines, upright from every side and never too small to read. */
import { CanvasTexture, Group, Sprite, SpriteMaterial, SRGBColorSpace } from 'three';
import type { CloseUpScene } from '#contracts';
import type { Box } from './draw-labels.ts';
import type { Vector } from './orbit-camera.ts';
import { SIGNAL_SHAPES } from './signal-shapes.ts';

const LAMP = 32;
const EDGE = 4;
const HEAD = { width: LAMP + 2 * EDGE, height: 3 * LAMP + 2 * EDGE } as const;
const HEIGHT_METRES = 4.5;
const SMALLEST_PIXELS = 34;
const KERB_METRES = 1;

export interface Signals {
  readonly group: Group;
  /** By signal: position in CLOSE_UP_LIGHTS. */
  show(lights: Uint8Array): void;
  setScale(metresPerPixel: number): void;
  /** Where the heads are on the screen. */
  boxes(
    pixelOf: (point: Vector) => readonly [number, number],
    metresPerPixel: number,
  ): readonly Box[];
  dispose(): void;
}

export function createSignals(signals: CloseUpScene['signals']): Signals {
  const group = new Group();
  const materials = SIGNAL_SHAPES.map(
    (_, light) => new SpriteMaterial({ map: drawHead(light), depthTest: false }),
  );
  const heads = signals.map(({ point: [x, y], headingRadians: a, widthMetres }) => {
    const head = new Sprite(materials[0]);
    const right = widthMetres / 2 + KERB_METRES;
    head.center.set(0.5, 0);
    head.position.set(x + Math.sin(a) * right, y - Math.cos(a) * right, 0);
    head.renderOrder = 1;
    group.add(head);
    return head;
  });
  return {
    group,
    show: (lights) => {
      heads.forEach((head, signal) => {
        head.material = materials[lights[signal] as number] ?? head.material;
      });
    },
    setScale: (metresPerPixel) => {
      const height = heightMetres(metresPerPixel);
      for (const head of heads) head.scale.set((height * HEAD.width) / HEAD.height, height, 1);
    },
    boxes: (pixelOf, metresPerPixel) => {
      const height = heightMetres(metresPerPixel) / metresPerPixel;
      return heads.map(({ position }) => {
        const [x, y] = pixelOf([position.x, position.y, position.z]);
        return { x, y: y - height / 2, width: (height * HEAD.width) / HEAD.height, height };
      });
    },
    dispose: () => {
      for (const material of materials) {
        material.map?.dispose();
        material.dispose();
      }
    },
  };
}

const heightMetres = (metresPerPixel: number): number =>
  Math.max(HEIGHT_METRES, SMALLEST_PIXELS * metresPerPixel);

function drawHead(light: number): CanvasTexture {
  const canvas = document.createElement('canvas');
  canvas.width = HEAD.width;
  canvas.height = HEAD.height;
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = '#05070a';
    pen.fillRect(0, 0, HEAD.width, HEAD.height);
    pen.strokeStyle = '#8b97a8';
    pen.lineWidth = 2;
    pen.strokeRect(1, 1, HEAD.width - 2, HEAD.height - 2);
    const lit = SIGNAL_SHAPES[light];
    for (let place = 0; place < 3; place += 1) {
      const isLit = lit?.place === place;
      drawLamp(pen, place, isLit ? lit.colour : '#3a4452', isLit && lit.shape !== '□');
    }
  }
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  return texture;
}

/** Round at the top, a diamond in the middle, square at the bottom. */
function drawLamp(
  pen: CanvasRenderingContext2D,
  place: number,
  colour: string,
  isFilled: boolean,
): void {
  const [x, y] = [HEAD.width / 2, EDGE + LAMP * (place + 0.5)];
  const r = 0.4 * LAMP;
  pen.beginPath();
  if (place === 0) pen.arc(x, y, r, 0, 2 * Math.PI);
  else if (place === 2) pen.rect(x - r, y - r, 2 * r, 2 * r);
  else {
    pen.moveTo(x, y - 1.2 * r);
    pen.lineTo(x + 1.2 * r, y);
    pen.lineTo(x, y + 1.2 * r);
    pen.lineTo(x - 1.2 * r, y);
    pen.closePath();
  }
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  pen.lineWidth = colour === '#3a4452' ? 2 : 5;
  if (isFilled) pen.fill();
  else pen.stroke();
}
