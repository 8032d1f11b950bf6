/** The swatch of a platform's density band; empty where its density is not known. */
import type { DENSITY_BANDS } from '../layers/index.ts';
import { hatchBackground } from '../ui/index.ts';

export function PlatformBand({
  band,
}: {
  readonly band: (typeof DENSITY_BANDS)[number] | null | undefined;
}) {
  return (
    <span
      className="platform-band"
      style={{ background: band ? hatchBackground(band.hex, band.hatch) : undefined }}
      aria-hidden="true"
    />
  );
}
