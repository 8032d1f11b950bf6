/** What is picked, the same on every surface; and its text form in deep links. */
import {
  type AlarmId,
  type AreaId,
  alarmIdSchema,
  areaIdSchema,
  type CellId,
  cellIdSchema,
  type GateId,
  gateIdSchema,
  type SensorId,
  type StationId,
  type StreetLinkId,
  sensorIdSchema,
  stationIdSchema,
  streetLinkIdSchema,
  type VehicleId,
  type VenueId,
  vehicleIdSchema,
  venueIdSchema,
  type WalkLinkId,
  walkLinkIdSchema,
} from '#contracts';

export type Selection =
  | { readonly type: 'cell'; readonly id: CellId }
  | { readonly type: 'area'; readonly id: AreaId }
  | { readonly type: 'walk-link'; readonly id: WalkLinkId }
  | { readonly type: 'street-link'; readonly id: StreetLinkId }
  | { readonly type: 'station'; readonly id: StationId }
  | { readonly type: 'venue'; readonly id: VenueId }
  | { readonly type: 'gate'; readonly id: GateId }
  | { readonly type: 'sensor'; readonly id: SensorId }
  | { readonly type: 'alarm'; readonly id: AlarmId }
  | { readonly type: 'vehicle'; readonly id: VehicleId };

/** `<type>:<id>`; ids may hold colons and slashes. */
export const textFromSelection = (selection: Selection): string =>
  `${selection.type}:${selection.id}`;

/** null for a text that names nothing we know: an old or mistyped link opens without a selection. */
export function selectionFromText(text: string): Selection | null {
  const split = text.indexOf(':');
  const type = text.slice(0, split);
  const id = text.slice(split + 1);
  switch (type) {
    case 'cell': {
      const cell = /^\d+$/.test(id) ? cellIdSchema.safeParse(Number(id)) : null;
      return cell?.success ? { type, id: cell.data } : null;
    }
    case 'area': {
      const parsed = areaIdSchema.safeParse(id);
      return parsed.success ? { type, id: parsed.data } : null;
    }
    case 'walk-link': {
      const parsed = walkLinkIdSchema.safeParse(id);
      return parsed.success ? { type, id: parsed.data } : null;
    }
    case 'street-link': {
      const parsed = streetLinkIdSchema.safeParse(id);
      return parsed.success ? { type, id: parsed.data } : null;
    }
    case 'station': {
      const parsed = stationIdSchema.safeParse(id);
      return parsed.success ? { type, id: parsed.data } : null;
    }
    case 'venue': {
      const parsed = venueIdSchema.safeParse(id);
      return parsed.success ? { type, id: parsed.data } : null;
    }
    case 'gate': {
      const parsed = gateIdSchema.safeParse(id);
      return parsed.success ? { type, id: parsed.data } : null;
    }
    case 'sensor': {
      const parsed = sensorIdSchema.safeParse(id);
      return parsed.success ? { type, id: parsed.data } : null;
    }
    case 'vehicle': {
      const parsed = vehicleIdSchema.safeParse(id);
      return parsed.success ? { type, id: parsed.data } : null;
    }
    case 'alarm': {
      const parsed = alarmIdSchema.safeParse(id);
      return parsed.success ? { type, id: parsed.data } : null;
    }
    default:
      return null;
  }
}
