/** What a close look at the streets sees: where vehicles are and what signals show. */
import type { EntityPool } from '../kernel/entity-pool.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { RED, YELLOW, YIELD } from '../traffic/loading/signal-lights.ts';
import type { DistrictRun, SignalLight, VehicleKind, VehicleView } from './run-types.ts';
import type { StreetSide } from './street-side.ts';
import { VEHICLE } from './vehicle-purpose.ts';

export function createVehicleView(
  street: StreetSide,
  vehicles: EntityPool,
  model: DistrictModel,
): DistrictRun['forEachVehicle'] {
  const view: VehicleView = { id: 0, link: 0, laneFromKerb: 0, offsetMetres: 0, kind: 'car' };
  const [firstKerb, endKerb] = model.street.places.range.kerb;
  const kindOf = (entity: number): VehicleKind => {
    const { tag, destination } = vehicles.arrays;
    const what = tag[entity] as number;
    if (what === VEHICLE.bus) return 'bus';
    if (what === VEHICLE.emergency) return 'emergency';
    const place = destination[entity] as number;
    const isAtKerb = what === VEHICLE.brings && place >= firstKerb && place < endKerb;
    return what === VEHICLE.fetches || what === VEHICLE.drives || isAtKerb ? 'taxi' : 'car';
  };
  return (visit) =>
    street.loading.forEachVehicle((entity, link, laneFromKerb, offsetMetres) => {
      view.id = entity;
      view.link = link;
      view.laneFromKerb = laneFromKerb;
      view.offsetMetres = offsetMetres;
      view.kind = kindOf(entity);
      visit(view);
    });
}

export function lightAt(street: StreetSide, link: number): SignalLight {
  const light = street.loading.lightAt(link);
  if (light < 0) return null;
  if (light === RED) return 'red';
  if (light === YELLOW) return 'yellow';
  return light === YIELD ? 'yield' : 'green';
}
