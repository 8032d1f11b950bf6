/** The states every view designs: empty, loading, error; and progress with numbers. */
import type { ReactNode } from 'react';
import { commonMessages, useText } from '../i18n/index.ts';
import { Button } from './button.tsx';

interface StateProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly centred?: boolean;
}

/** Says what would be here and how it gets here. */
export function EmptyState({ title, children, centred = false }: StateProps) {
  return (
    <div className={`state ${centred ? 'centred' : ''}`}>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

/** What happened, what still works, what to do. */
export function ErrorState({
  title,
  detail,
  onRetry,
  children,
  centred = false,
}: StateProps & { readonly detail?: string; readonly onRetry?: () => void }) {
  const t = useText(commonMessages);
  return (
    <div className={`state ${centred ? 'centred' : ''}`} role="alert">
      <h3>{title}</h3>
      {detail ? <p>{detail}</p> : null}
      {children}
      {onRetry ? <Button onClick={onRetry}>{t('state.retry')}</Button> : null}
    </div>
  );
}

const SKELETON_WIDTHS = ['82%', '64%', '74%', '48%', '69%', '57%'];

export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  const t = useText(commonMessages);
  return (
    <div role="status" aria-label={t('state.loading')}>
      {SKELETON_WIDTHS.slice(0, lines).map((width) => (
        <span key={width} className="skeleton" style={{ width }} aria-hidden="true" />
      ))}
    </div>
  );
}

export function Progress({ share, label }: { readonly share: number; readonly label: string }) {
  const percent = Math.round(share * 100);
  return (
    <div className="progress">
      <progress value={percent} max={100} aria-label={label} />
      <span>{percent} %</span>
    </div>
  );
}
