/** While the whole district is built behind its core: how far it is, and that this is a part. */
import { commonMessages, useText } from '../i18n/index.ts';
import { useLive } from '../store/index.ts';

export function CityBuildNotice() {
  const t = useText(commonMessages);
  const build = useLive((state) => state.district?.cityBuild);
  if (build === undefined || build.state === 'whole') return null;
  if (build.state === 'failed') {
    return (
      <div className="notice-line" role="status" title={build.reason}>
        {t('cityBuild.failed')}
      </div>
    );
  }
  const { stage, stages, share } = build;
  const percent = Math.floor((100 * (stage - 1 + share)) / stages);
  return (
    <div className="notice-line city-build">
      <span id="city-build-text">{t('cityBuild.building', { percent })}</span>
      <progress aria-labelledby="city-build-text" max={100} value={percent} />
    </div>
  );
}
