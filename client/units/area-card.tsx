/** The card of a street, committee or grid: what lies in it, and the way up and down. */
import type { AreaNode } from '#contracts';
import { formatNumber, localized, useLanguage, useText } from '../i18n/index.ts';
import { select } from '../store/index.ts';
import { Button, KindMark, Panel } from '../ui/index.ts';
import { unitsMessages } from './units-messages.ts';

const COUNTS = ['buildings', 'units', 'households', 'firms', 'persons'] as const;

export function AreaCard({
  area,
  areas,
}: {
  readonly area: AreaNode;
  readonly areas: readonly AreaNode[];
}) {
  const t = useText(unitsMessages);
  const language = useLanguage();
  const parent = areas.find(({ id }) => id === area.parent);
  const children = areas.filter((other) => other.parent === area.id);
  return (
    <Panel title={localized(area.name, language)} className="place-card">
      <nav className="place-path" aria-label={t(`area.${area.level}`)}>
        <span className="kind">{t(`area.${area.level}`)}</span>
        {parent ? <AreaLink area={parent} /> : null}
      </nav>
      {area.isInScope ? null : <p className="kind">{t('area.outside')}</p>}
      <section>
        <h3>{t('card.facts')}</h3>
        <dl className="facts">
          {COUNTS.map((name) => (
            <div key={name} className="fact">
              <dt>{t(`area.count.${name}`)}</dt>
              <dd>
                <span className="fact-value">{formatNumber(area.counts[name], language)}</span>
                <span className="fact-truth">
                  <KindMark kind={area.kind} /> · {t('area.source')}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {children.length > 0 ? (
        <section>
          <h3>{t('area.below')}</h3>
          <ul className="area-children">
            {children.map((child) => (
              <li key={child.id}>
                <AreaLink area={child} />
                <span className="kind">
                  {formatNumber(child.counts.units, language)} {t('area.count.units')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Panel>
  );
}

export function AreaLink({ area }: { readonly area: Pick<AreaNode, 'id' | 'name'> }) {
  const language = useLanguage();
  return (
    <Button look="plain" onClick={() => select({ type: 'area', id: area.id })}>
      {localized(area.name, language)}
    </Button>
  );
}
