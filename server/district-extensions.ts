/** What computes on the live district; see live-district.ts. Started in this order, stopped in reverse. */
import { startForecastExtension } from './forecast-extension.ts';
import type { StartExtension } from './live-district.ts';

export const DISTRICT_EXTENSIONS: readonly StartExtension[] = [startForecastExtension];
