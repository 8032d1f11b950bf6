/**
 * Units that the finder found, lit on the wall: all other buildings are dimmed. The filter comes with
 * the address, so a link shows the same set.
 */
import { decodeCellSet } from '#contracts';
import { fetchBytes } from '../connection/index.ts';
import type { CityScene } from '../engines/cesium/index.ts';
import { useText } from '../i18n/index.ts';
import { connectionStore, sessionMay, useConnection, useView, viewStore } from '../store/index.ts';
import { Button } from '../ui/index.ts';
import { wallMessages } from './messages.ts';

/** Marks what the filter of the address finds; returns how to stop. */
export function markFound(scene: CityScene): () => void {
  let asked: AbortController | null = null;
  const mark = async (): Promise<void> => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    const { filter } = viewStore.getState();
    const { session } = connectionStore.getState();
    const mayRead = sessionMay(session, 'read-units');
    if (filter === '' || !mayRead) {
      scene.markCells(null);
      return;
    }
    const answer = await fetchBytes(`/api/registry/units/cells?${filter}&parents=1`, { signal });
    if (signal.aborted) return;
    scene.markCells(answer.ok ? decodeCellSet(new Uint8Array(answer.value)) : null);
  };
  const start = (): void => {
    mark().catch(() => {
      // Aborted: another filter is asked for.
    });
  };
  start();
  const stop = viewStore.subscribe((now, before) => {
    if (now.filter !== before.filter) start();
  });
  return () => {
    stop();
    asked?.abort();
  };
}

export function FoundNotice() {
  const t = useText(wallMessages);
  const filter = useView((state) => state.filter);
  const session = useConnection((state) => state.session);
  const mayRead = sessionMay(session, 'read-units');
  if (filter === '' || !mayRead) return null;
  return (
    <div className="wall-notices">
      <p role="status">
        {t('found.lit')}{' '}
        <Button onClick={() => viewStore.setState({ view: 'units', selection: null })}>
          {t('found.list')}
        </Button>{' '}
        <Button onClick={() => viewStore.setState({ filter: '' })}>{t('found.clear')}</Button>
      </p>
    </div>
  );
}
