import { commonMessages, useText } from '../i18n/index.ts';
import { EmptyState } from '../ui/index.ts';

export function WallView() {
  const t = useText(commonMessages);
  return <EmptyState title={t('state.empty')} centred />;
}
