/** Saves the drawing that is on screen, with the caption that its numbers need. */
import type { RefObject } from 'react';
import {
  attributionLine,
  commonMessages,
  formatDate,
  formatTime,
  localized,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { nowMs, useCity } from '../store/index.ts';
import { savePicture } from './save-picture.ts';

export function useSavePicture(
  takePicture: RefObject<(() => HTMLCanvasElement) | null>,
): (name: string, quantity: string) => void {
  const t = useText(commonMessages);
  const language = useLanguage();
  const city = useCity((state) => state.city);
  return (name, quantity) => {
    const picture = takePicture.current?.();
    if (!picture || city.state !== 'ready') return;
    const { manifest } = city.value;
    const now = nowMs();
    const isSynthetic = manifest.sources.some(({ kind }) => kind === 'synthetic');
    savePicture(picture, name, [
      `${localized(manifest.name, language)} · ${name} · ${quantity}`,
      `${formatDate(now, manifest.timeZone, language)} ${formatTime(now, manifest.timeZone, language)}${isSynthetic ? ` · ${t('notice.synthetic')}` : ''}`,
      attributionLine(manifest.sources, language),
    ]);
  };
}
