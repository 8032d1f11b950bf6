/** Takes what was found, or what is ticked, away as a file; every export is in the audit log. */
import { useState } from 'react';
import { type CellId, EXPORT_FORMATS, type ExportRequest } from '#contracts';
import { fetchBytes } from '../../connection/index.ts';
import { formatNumber, useLanguage, useText } from '../../i18n/index.ts';
import { sessionMay, useConnection, viewStore } from '../../store/index.ts';
import { Button, download } from '../../ui/index.ts';
import { finderMessages } from './finder-messages.ts';

const MIME = { csv: 'text/csv;charset=utf-8', geojson: 'application/geo+json' } as const;

export function ExportTools({
  query,
  total,
  ticked,
}: {
  /** The registry's filter, area included. */
  readonly query: string;
  readonly total: number;
  readonly ticked: ReadonlySet<CellId>;
}) {
  const t = useText(finderMessages);
  const language = useLanguage();
  const session = useConnection((state) => state.session);
  const [problem, setProblem] = useState<string | null>(null);
  if (!sessionMay(session, 'export-units')) return null;
  const lang = language === 'en' ? 'en' : 'zh';
  const count = ticked.size > 0 ? ticked.size : total;

  const exportTicked = async (format: (typeof EXPORT_FORMATS)[number]): Promise<void> => {
    const body: ExportRequest = { format, lang, filter: { cells: [...ticked] } };
    setProblem(null);
    const answer = await fetchBytes('/api/registry/export', { method: 'POST', body });
    if (answer.ok)
      download(`gezi-units.${format}`, new Blob([answer.value], { type: MIME[format] }));
    else setProblem(answer.failure.detail);
  };
  return (
    <fieldset className="finder-export">
      <legend className="visually-hidden">{t('export.title')}</legend>
      <span className="kind">
        {t(ticked.size > 0 ? 'export.ticked' : 'export.all', {
          count: formatNumber(count, language),
        })}
      </span>
      {EXPORT_FORMATS.map((format) =>
        ticked.size > 0 ? (
          <Button key={format} onClick={() => void exportTicked(format)}>
            {t(`export.${format}`)}
          </Button>
        ) : (
          <a
            key={format}
            className="button"
            download={`gezi-units.${format}`}
            href={`/api/registry/export?format=${format}&lang=${lang}${query === '' ? '' : `&${query}`}`}
            aria-disabled={total === 0}
          >
            {t(`export.${format}`)}
          </a>
        ),
      )}
      <Button onClick={() => window.print()}>{t('export.print')}</Button>
      <Button
        disabled={query === ''}
        onClick={() => viewStore.setState({ view: 'wall', filter: query })}
      >
        {t('export.wall')}
      </Button>
      <span className="kind finder-audited">{t('export.audited')}</span>
      {problem === null ? null : <p role="alert">{problem}</p>}
    </fieldset>
  );
}
