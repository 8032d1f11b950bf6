/** The wall's own setting: text as large as distance and pixels ask for. */
import { useState } from 'react';
import { commonMessages, useText } from '../i18n/index.ts';
import { Button, Dialog } from '../ui/index.ts';
import { wallMessages } from './messages.ts';
import {
  isPossible,
  leastTextMillimetres,
  readSettings,
  rememberSettings,
  rootPixels,
  SMALLEST_TEXT_REM,
  textFromSettings,
  type WallSettings,
} from './wall-settings.ts';

export function applyRootSize(settings: WallSettings | null): void {
  document.documentElement.style.fontSize = settings ? `${rootPixels(settings)}px` : '';
}

export function WallSettingsButton() {
  const t = useText(wallMessages);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button className="wall-settings-button" onClick={() => setOpen(true)}>
        ⚙<span className="visually-hidden">{t('settings.open')}</span>
      </Button>
      {open ? <SettingsDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(wallMessages);
  const words = useText(commonMessages);
  const [start] = useState(readSettings);
  const [distance, setDistance] = useState(String(start?.distanceMetres ?? 5));
  const [pitch, setPitch] = useState(String(start?.pitchMillimetres ?? 1.25));
  const settings: WallSettings = {
    distanceMetres: Number(distance),
    pitchMillimetres: Number(pitch),
  };
  const possible = isPossible(settings);
  const adopt = (chosen: WallSettings | null): void => {
    rememberSettings(chosen);
    applyRootSize(chosen);
    onClose();
  };
  return (
    <Dialog title={t('settings.title')} onClose={onClose}>
      <form
        className="wall-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (possible) adopt(settings);
        }}
      >
        <p className="kind wall-wrap">{t('settings.about')}</p>
        <div className="field">
          <label htmlFor="wall-distance">{t('settings.distance')}</label>
          <input
            id="wall-distance"
            inputMode="decimal"
            value={distance}
            aria-invalid={!possible}
            onChange={(event) => setDistance(event.currentTarget.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="wall-pitch">{t('settings.pitch')}</label>
          <input
            id="wall-pitch"
            inputMode="decimal"
            value={pitch}
            aria-invalid={!possible}
            onChange={(event) => setPitch(event.currentTarget.value)}
          />
        </div>
        <p role="status">
          {possible
            ? t('settings.result', {
                height: leastTextMillimetres(settings.distanceMetres).toFixed(1),
                pixels: Math.ceil(rootPixels(settings) * SMALLEST_TEXT_REM),
                root: rootPixels(settings),
              })
            : t('settings.invalid')}
        </p>
        {possible ? (
          <p className="kind wall-wrap">
            {t('settings.link')}: <code>/wall#{textFromSettings(settings)}</code>
          </p>
        ) : null}
        <div className="toolbar">
          <Button type="submit" look="primary" disabled={!possible}>
            {t('settings.apply')}
          </Button>
          <Button onClick={() => adopt(null)}>{t('settings.reset')}</Button>
          <Button onClick={onClose}>{words('action.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
