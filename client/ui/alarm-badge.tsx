import type { AlarmPriority } from '#contracts';
import { commonMessages, useText } from '../i18n/index.ts';

/** Shape and word carry the priority as well as the colour does. */
export const ALARM_SHAPE: Readonly<Record<AlarmPriority, string>> = {
  critical: '▲',
  high: '◆',
  medium: '■',
  advisory: '●',
};

export function AlarmBadge({
  priority,
  unacknowledged = false,
}: {
  readonly priority: AlarmPriority;
  readonly unacknowledged?: boolean;
}) {
  const t = useText(commonMessages);
  const flashing = priority === 'critical' && unacknowledged;
  return (
    <span className={`alarm-badge ${priority} ${flashing ? 'flashing' : ''}`}>
      <span className="shape" aria-hidden="true">
        {ALARM_SHAPE[priority]}
      </span>
      {t(`priority.${priority}`)}
    </span>
  );
}
