/**
 * Whether a live value was measured or made up. A demonstration's clock means that a feed stands in
 * for the devices: everything is synthetic. In operation, a device or unit that was itself placed by
 * rule is synthetic, any other is measured.
 */
import type { ValueKind } from '#contracts';
import type { DistrictClock } from '../clock/district-clock.ts';
import type { City } from '../registry/index.ts';

export interface ValueKinds {
  readonly ofSensor: (id: string) => ValueKind;
  readonly ofUnit: (cell: number) => ValueKind;
}

export function createValueKinds(city: City, clock: DistrictClock): ValueKinds {
  const demonstration = clock.settings.mode === 'demonstration';
  const sensors = new Map<string, ValueKind>(city.networks.sensors.map((s) => [s.id, s.kind]));
  const kindOf = (place: ValueKind | undefined): ValueKind =>
    demonstration || place === 'synthetic' ? 'synthetic' : 'measured';
  return {
    ofSensor: (id) => kindOf(sensors.get(id)),
    ofUnit: (cell) => kindOf(city.cells.kindOfUnit(cell)),
  };
}
