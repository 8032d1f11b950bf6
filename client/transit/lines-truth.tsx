/** Kind, time and source of what is shown of trains and platforms. */
import { FRAME_SECONDS, type TransitFrames, type ValueKind } from '#contracts';
import { formatTime, useLanguage, useText } from '../i18n/index.ts';
import { KindMark } from '../ui/index.ts';
import type { LinesShown } from './lines-shown.ts';
import { transitMessages } from './transit-messages.ts';

export function LinesTruth({
  frames,
  frame,
  kind,
  from,
  timeZone,
}: {
  readonly frames: TransitFrames;
  readonly frame: number;
  readonly kind: ValueKind;
  readonly from: LinesShown['from'];
  readonly timeZone: string;
}) {
  const t = useText(transitMessages);
  const language = useLanguage();
  return (
    <p className="kind wall-wrap">
      <KindMark kind={kind} />{' '}
      {formatTime(frames.startMs + frame * FRAME_SECONDS * 1000, timeZone, language)} ·{' '}
      {from === 'past'
        ? t('lines.sourcePast')
        : t('lines.source', { member: frames.member + 1, members: frames.members })}
    </p>
  );
}
