/**
 * The binary frames of a close-up, a minute at a time, one frame a second. Little-endian: a header
 * (magic, version, bytes of the whole, frames, portals, signals; then the first frame's time as
 * float64), then each frame:
 *
 *   uint32 persons, uint32 vehicles, uint32 inside; uint32 in[portals], uint32 out[portals];
 *   uint32 serial[persons], uint32 id[vehicles];
 *   int16 x[persons], y[persons], x[vehicles], y[vehicles] (cm from the scene's origin);
 *   uint8 destination[persons], density[persons] (persons/m² × 25);
 *   uint8 heading[vehicles] (of a turn of 256, counter-clockwise from east), kind[vehicles];
 *   uint8 light[signals]; zeros to a multiple of 4.
 */
export const CLOSE_UP_FRAMES_VERSION = 2;
export const CLOSE_UP_DENSITY_STEPS = 25;
export const CLOSE_UP_HEADING_STEPS = 256;
/** By the kind of a vehicle: what the run tells apart. */
export const CLOSE_UP_VEHICLES = ['car', 'taxi', 'bus', 'emergency'] as const;
/** By the light of a signal. `yield`: green, but others go first; `none`: out of order. */
export const CLOSE_UP_LIGHTS = ['none', 'red', 'yellow', 'yield', 'green'] as const;
const MAGIC = 0x55435a47; // "GZCU"
const HEADER_BYTES = 32;
const FRAME_HEAD_BYTES = 12;
const CENTIMETRES = 100;
const FARTHEST_CENTIMETRES = 0x7fff;

/** The same in all frames of a close-up. */
export interface FrameSizes {
  readonly portals: number;
  readonly signals: number;
}

/** Views into the chunk. */
export interface CloseUpFrame {
  /** In the area: on the floor, and at an opening waiting for room on it. */
  readonly inside: number;
  /** By portal, since the area was joined to the network. */
  readonly inTotal: Uint32Array;
  readonly outTotal: Uint32Array;
  /** Of those on the floor. The number of a person's stay is the same in all frames. */
  readonly serial: Uint32Array;
  readonly xCentimetres: Int16Array;
  readonly yCentimetres: Int16Array;
  /** Position in the scene's destinations. */
  readonly destination: Uint8Array;
  /** Persons/m² around the person × `CLOSE_UP_DENSITY_STEPS`, at most 255. */
  readonly density: Uint8Array;
  /** Of the vehicles on the scene's streets, by vehicle. Lasts while it drives; then another has it. */
  readonly vehicleId: Uint32Array;
  /** Of the middle of its front. */
  readonly vehicleXCentimetres: Int16Array;
  readonly vehicleYCentimetres: Int16Array;
  /** Counter-clockwise from east, `CLOSE_UP_HEADING_STEPS` a turn. */
  readonly vehicleHeading: Uint8Array;
  /** Position in `CLOSE_UP_VEHICLES`. */
  readonly vehicleKind: Uint8Array;
  /** By signal of the scene: position in `CLOSE_UP_LIGHTS`. */
  readonly light: Uint8Array;
}

export interface CloseUpMinute {
  readonly startMs: number;
  readonly portals: number;
  readonly signals: number;
  readonly frames: readonly CloseUpFrame[];
}

/** What a person's record is made of, before it is packed; metres from the scene's origin. */
export interface CloseUpPerson {
  readonly serial: number;
  readonly xMetres: number;
  readonly yMetres: number;
  readonly destination: number;
  readonly personsPerSquareMetre: number;
}

/** The same of a vehicle. */
export interface CloseUpVehicle {
  readonly id: number;
  readonly xMetres: number;
  readonly yMetres: number;
  readonly headingRadians: number;
  readonly kind: (typeof CLOSE_UP_VEHICLES)[number];
}

export function encodeCloseUpFrame(frame: {
  readonly inside: number;
  readonly inTotal: Uint32Array;
  readonly outTotal: Uint32Array;
  readonly people: readonly CloseUpPerson[];
  readonly vehicles: readonly CloseUpVehicle[];
  readonly lights: Uint8Array;
}): Uint8Array {
  const sizes = { portals: frame.inTotal.length, signals: frame.lights.length };
  const [persons, vehicles] = [frame.people.length, frame.vehicles.length];
  const bytes = new Uint8Array(frameBytes(persons, vehicles, sizes));
  new Uint32Array(bytes.buffer, 0, 3).set([persons, vehicles, frame.inside]);
  const view = viewFrame(bytes.buffer, 0, sizes);
  view.inTotal.set(frame.inTotal);
  view.outTotal.set(frame.outTotal);
  frame.people.forEach((person, index) => {
    view.serial[index] = person.serial;
    view.xCentimetres[index] = centimetresOf('people', person.xMetres);
    view.yCentimetres[index] = centimetresOf('people', person.yMetres);
    view.destination[index] = person.destination;
    view.density[index] = Math.min(
      255,
      Math.round(person.personsPerSquareMetre * CLOSE_UP_DENSITY_STEPS),
    );
  });
  frame.vehicles.forEach((vehicle, index) => {
    view.vehicleId[index] = vehicle.id;
    view.vehicleXCentimetres[index] = centimetresOf('vehicles', vehicle.xMetres);
    view.vehicleYCentimetres[index] = centimetresOf('vehicles', vehicle.yMetres);
    // A typed byte wraps a whole turn to 0, and a negative one to its place.
    view.vehicleHeading[index] = Math.round(
      (vehicle.headingRadians / (2 * Math.PI)) * CLOSE_UP_HEADING_STEPS,
    );
    view.vehicleKind[index] = CLOSE_UP_VEHICLES.indexOf(vehicle.kind);
  });
  view.light.set(frame.lights);
  return bytes;
}

function centimetresOf(what: string, metres: number): number {
  const centimetres = Math.round(metres * CENTIMETRES);
  if (Math.abs(centimetres) <= FARTHEST_CENTIMETRES) return centimetres;
  throw new Error(
    `close-up frames: expected ${what} within ${FARTHEST_CENTIMETRES / CENTIMETRES} m of the origin east and north, got ${metres} m`,
  );
}

/** Frames of `encodeCloseUpFrame`, a second apart from `startMs` on. */
export function encodeCloseUpMinute(
  startMs: number,
  { portals, signals }: FrameSizes,
  frames: readonly Uint8Array[],
): Uint8Array {
  const size = frames.reduce((sum, frame) => sum + frame.length, HEADER_BYTES);
  const bytes = new Uint8Array(size);
  new Uint32Array(bytes.buffer, 0, 6).set([
    MAGIC,
    CLOSE_UP_FRAMES_VERSION,
    size,
    frames.length,
    portals,
    signals,
  ]);
  new Float64Array(bytes.buffer, 24, 1)[0] = startMs;
  let at = HEADER_BYTES;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return bytes;
}

/** Throws on a foreign, newer or cut chunk; `buffer` is kept and viewed. */
export function decodeCloseUpMinute(buffer: ArrayBuffer): CloseUpMinute {
  if (buffer.byteLength < HEADER_BYTES) {
    throw new Error(
      `close-up frames: expected at least ${HEADER_BYTES} bytes, got ${buffer.byteLength}`,
    );
  }
  const [magic, version, size, count = 0, portals = 0, signals = 0] = new Uint32Array(buffer, 0, 6);
  if (magic !== MAGIC) {
    throw new Error(
      `close-up frames: expected magic ${MAGIC.toString(16)}, got ${magic?.toString(16)}`,
    );
  }
  if (version !== CLOSE_UP_FRAMES_VERSION) {
    throw new Error(
      `close-up frames: expected version ${CLOSE_UP_FRAMES_VERSION}, got ${version}; ask for the close-up again`,
    );
  }
  if (size !== buffer.byteLength) {
    throw new Error(`close-up frames: expected ${size} bytes, got ${buffer.byteLength}`);
  }
  const startMs = new Float64Array(buffer, 24, 1)[0] as number;
  const frames: CloseUpFrame[] = [];
  let at = HEADER_BYTES;
  for (let frame = 0; frame < count; frame += 1) {
    const hasHead = at + FRAME_HEAD_BYTES <= size;
    const [persons = 0, vehicles = 0] = hasHead ? new Uint32Array(buffer, at, 2) : [];
    const length = frameBytes(persons, vehicles, { portals, signals });
    if (!hasHead || at + length > size) {
      throw new Error(`close-up frames: the chunk ends inside frame ${frame} of ${count}`);
    }
    frames.push(viewFrame(buffer, at, { portals, signals }));
    at += length;
  }
  if (at !== size) {
    throw new Error(`close-up frames: expected ${at} bytes for ${count} frames, got ${size}`);
  }
  return { startMs, portals, signals, frames };
}

function frameBytes(persons: number, vehicles: number, { portals, signals }: FrameSizes): number {
  const small = 2 * persons + 2 * vehicles + signals;
  return FRAME_HEAD_BYTES + 8 * portals + 8 * (persons + vehicles) + 4 * Math.ceil(small / 4);
}

function viewFrame(buffer: ArrayBuffer, at: number, sizes: FrameSizes): CloseUpFrame {
  const { portals, signals } = sizes;
  const [persons = 0, vehicles = 0, inside = 0] = new Uint32Array(buffer, at, 3);
  let offset = at + FRAME_HEAD_BYTES;
  const take = (bytes: number): number => {
    offset += bytes;
    return offset - bytes;
  };
  return {
    inside,
    inTotal: new Uint32Array(buffer, take(4 * portals), portals),
    outTotal: new Uint32Array(buffer, take(4 * portals), portals),
    serial: new Uint32Array(buffer, take(4 * persons), persons),
    vehicleId: new Uint32Array(buffer, take(4 * vehicles), vehicles),
    xCentimetres: new Int16Array(buffer, take(2 * persons), persons),
    yCentimetres: new Int16Array(buffer, take(2 * persons), persons),
    vehicleXCentimetres: new Int16Array(buffer, take(2 * vehicles), vehicles),
    vehicleYCentimetres: new Int16Array(buffer, take(2 * vehicles), vehicles),
    destination: new Uint8Array(buffer, take(persons), persons),
    density: new Uint8Array(buffer, take(persons), persons),
    vehicleHeading: new Uint8Array(buffer, take(vehicles), vehicles),
    vehicleKind: new Uint8Array(buffer, take(vehicles), vehicles),
    light: new Uint8Array(buffer, take(signals), signals),
  };
}
