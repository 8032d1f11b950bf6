/**
 * Text size of a wall from how far away people stand and how far apart its pixels are.
 * NUREG-0700 rev. 3: characters of at least 16 arcminutes at the farthest viewing distance.
 * Kept on this machine and carried by the address's fragment: #distance=5&pitch=1.25.
 */
export interface WallSettings {
  readonly distanceMetres: number;
  readonly pitchMillimetres: number;
}

const ARCMINUTES = 16;
/** The smallest text of the interface, in root units (--size-small). */
export const SMALLEST_TEXT_REM = 0.875;
const DESK_ROOT_PIXELS = 16;
const STORAGE_KEY = 'gezi.wall';
export const DISTANCE_RANGE_METRES = [0.3, 50] as const;
export const PITCH_RANGE_MILLIMETRES = [0.05, 20] as const;

export function leastTextMillimetres(distanceMetres: number): number {
  return 2 * distanceMetres * 1000 * Math.tan(((ARCMINUTES / 60 / 2) * Math.PI) / 180);
}

/** Never below the desk's size. */
export function rootPixels(settings: WallSettings): number {
  const smallest = leastTextMillimetres(settings.distanceMetres) / settings.pitchMillimetres;
  return Math.max(DESK_ROOT_PIXELS, Math.ceil(smallest / SMALLEST_TEXT_REM));
}

/** null unless both numbers are there and possible. */
export function settingsFromText(text: string): WallSettings | null {
  const values = new URLSearchParams(text.replace(/^[#?]/, ''));
  const distanceMetres = Number(values.get('distance') ?? Number.NaN);
  const pitchMillimetres = Number(values.get('pitch') ?? Number.NaN);
  const settings = { distanceMetres, pitchMillimetres };
  return isPossible(settings) ? settings : null;
}

export const textFromSettings = (settings: WallSettings): string =>
  `distance=${settings.distanceMetres}&pitch=${settings.pitchMillimetres}`;

export const isPossible = ({ distanceMetres, pitchMillimetres }: WallSettings): boolean =>
  distanceMetres >= DISTANCE_RANGE_METRES[0] &&
  distanceMetres <= DISTANCE_RANGE_METRES[1] &&
  pitchMillimetres >= PITCH_RANGE_MILLIMETRES[0] &&
  pitchMillimetres <= PITCH_RANGE_MILLIMETRES[1];

/** The address wins over what this machine remembers. */
export function readSettings(): WallSettings | null {
  const fromAddress = settingsFromText(location.hash);
  if (fromAddress) return fromAddress;
  try {
    return settingsFromText(localStorage.getItem(STORAGE_KEY) ?? '');
  } catch {
    return null; // Storage may be forbidden; the desk's size then.
  }
}

export function rememberSettings(settings: WallSettings | null): void {
  const fragment = settings ? `#${textFromSettings(settings)}` : ' ';
  history.replaceState(
    history.state,
    '',
    `${location.pathname}${location.search}${fragment.trim()}`,
  );
  try {
    if (settings) localStorage.setItem(STORAGE_KEY, textFromSettings(settings));
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Not remembered; still applied.
  }
}
