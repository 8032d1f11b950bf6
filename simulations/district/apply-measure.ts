/** One measure in force → its mark on the conditions of the second. Unknown places change nothing. */
import type { Measure } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import type { Conditions } from './condition-types.ts';

/** Width of one traffic lane (GB 50647 urban streets: 3.25 m). */
export const LANE_WIDTH_METRES = 3.25;

export function applyMeasure(model: DistrictModel, measure: Measure, conditions: Conditions): void {
  const { networks, entrances } = model;
  const gateOf = (id: string): number =>
    networks.venues.flatMap((venue) => venue.gates.map((gate) => String(gate.id))).indexOf(id);
  const walkLinkOf = (id: string): number => networks.walk.links.findIndex((l) => l.id === id);
  const streetLinkOf = (id: string): number =>
    networks.street.links.findIndex((link) => link.id === id);
  const stationOf = (id: string): number => networks.stations.findIndex((s) => s.id === id);
  const entranceOf = (at: { readonly station: string; readonly entrance: string }): number => {
    const station = stationOf(at.station);
    const before = entrances.findIndex((e) => e.station === station);
    const list = networks.stations[station]?.entrances ?? [];
    const index = list.findIndex(({ id }) => id === at.entrance);
    return index < 0 ? -1 : before + index;
  };

  switch (measure.type) {
    case 'close-gate':
    case 'meter-gate': {
      const gate = gateOf(measure.gate);
      if (gate < 0) break;
      const most = measure.type === 'close-gate' ? 0 : measure.personsPerMinute / 60;
      conditions.gateFlow[gate] = Math.min(conditions.gateFlow[gate] as number, most);
      if (measure.type === 'close-gate') conditions.gateClosed[gate] = 1;
      break;
    }
    case 'release-waves': {
      const place = gateOf(measure.gate);
      const { fromMs, openSeconds, cycleSeconds } = measure;
      if (place >= 0) conditions.gateWaves.push({ place, fromMs, openSeconds, cycleSeconds });
      break;
    }
    case 'crossing-waves': {
      const place = walkLinkOf(measure.link);
      const { fromMs, walkSeconds: openSeconds, cycleSeconds } = measure;
      if (place >= 0) conditions.crossingWaves.push({ place, fromMs, openSeconds, cycleSeconds });
      break;
    }
    case 'close-walk-link':
      mark(conditions.walkLinkClosed, walkLinkOf(measure.link), 1);
      break;
    case 'one-way-walk-link':
      mark(
        conditions.walkOneWay,
        walkLinkOf(measure.link),
        measure.direction === 'forward' ? 1 : 2,
      );
      break;
    case 'part-directions':
      mark(conditions.parted, walkLinkOf(measure.link), 1);
      break;
    case 'place-barrier': {
      const link = walkLinkOf(measure.link);
      if (link < 0) break;
      if (measure.openMetres === 0) conditions.walkLinkClosed[link] = 1;
      conditions.openMetres[link] = Math.min(
        conditions.openMetres[link] as number,
        measure.openMetres,
      );
      break;
    }
    case 'post-staff': {
      const link = walkLinkOf(measure.link);
      if (link < 0) break;
      conditions.stewards[link] = (conditions.stewards[link] as number) + measure.staff;
      break;
    }
    case 'close-street':
    case 'give-street-to-walkers': {
      const street = streetLinkOf(measure.link);
      if (street < 0) break;
      conditions.streetClosed[street] = 1;
      if (measure.type === 'give-street-to-walkers') widenAlong(model, street, conditions);
      break;
    }
    case 'close-entrance':
      mark(conditions.entranceClosed, entranceOf(measure), 1);
      break;
    case 'meter-entrance': {
      const entrance = entranceOf(measure);
      if (entrance < 0) break;
      conditions.entranceFlow[entrance] = Math.min(
        conditions.entranceFlow[entrance] as number,
        measure.personsPerMinute / 60,
      );
      break;
    }
    // Changes nothing of the district: emergency-runs.ts sends them.
    case 'emergency-run':
    // What the lines behind the doors do: simulations/coupling/lines-measures.ts.
    case 'add-trains':
    case 'set-headway':
    case 'skip-station':
      break;
    case 'hold-station': {
      const station = stationOf(measure.station);
      if (station < 0) break;
      conditions.stationDoorFlow[station] = Math.min(
        conditions.stationDoorFlow[station] as number,
        measure.personsPerMinute / 60,
      );
      break;
    }
    case 'extra-trains': {
      const station = stationOf(measure.station);
      if (station < 0) break;
      conditions.stationFlow[station] =
        (conditions.stationFlow[station] as number) + measure.personsPerMinute / 60;
      break;
    }
    case 'recommend-station': {
      const place = stationOf(measure.station);
      const share = measure.followPercent / 100;
      if (place >= 0) conditions.recommended.push({ id: measure.id, place, share });
      break;
    }
    case 'warn-of-link': {
      const place = walkLinkOf(measure.link);
      const share = measure.followPercent / 100;
      if (place >= 0) conditions.warned.push({ id: measure.id, place, share });
      break;
    }
    case 'shift-green': {
      const signal = networks.street.signals.findIndex((s) => s.id === measure.signal);
      const key = `${signal}:${measure.phase}`;
      const { greenShift } = conditions;
      greenShift.set(key, (greenShift.get(key) ?? 0) + measure.seconds);
      break;
    }
    case 'set-signal-plan': {
      const signal = networks.street.signals.findIndex((s) => s.id === measure.signal);
      // A plan for other phases than the signal has changes nothing.
      if (networks.street.signals[signal]?.phases.length !== measure.greenSeconds.length) break;
      const { greenSeconds, offsetSeconds } = measure;
      conditions.signalPlans.set(signal, { greenSeconds, offsetSeconds });
      break;
    }
    case 'ban-turn': {
      const [from, to] = [streetLinkOf(measure.from), streetLinkOf(measure.to)];
      if (from >= 0 && to >= 0) conditions.bannedTurns.push({ from, to });
      break;
    }
    case 'contraflow':
      giveLanes(model, streetLinkOf(measure.link), measure.lanes, conditions);
      break;
    case 'limit-kerb':
      model.kerbs.forEach((kerb, index) => {
        if (networks.venues[kerb.venue]?.id !== measure.venue) return;
        const places = Math.min(conditions.kerbPlaces[index] as number, measure.places);
        conditions.kerbPlaces[index] = places;
      });
      break;
    case 'car-park-gate': {
      const park = model.carParks.findIndex(
        ({ venue, name }) =>
          networks.venues[venue]?.id === measure.venue && name === measure.carPark,
      );
      if (park < 0) break;
      conditions.carParkIn[park] = measure.vehiclesPerHourIn;
      conditions.carParkOut[park] = measure.vehiclesPerHourOut;
      break;
    }
    default: {
      const unknown: never = measure;
      throw new Error(`measure: unknown type in ${JSON.stringify(unknown)}`);
    }
  }
}

function mark(marks: Uint8Array, index: number, value: number): void {
  if (index >= 0) marks[index] = value;
}

/** Lanes of the other direction change sides; one that has none left is closed. */
function giveLanes(
  { street, networks }: DistrictModel,
  link: number,
  lanes: number,
  { addedLanes, streetClosed }: Conditions,
): void {
  const other = street.opposite[link] ?? -1;
  const there = networks.street.links[other];
  if (!there) return;
  const left = there.lanes + (addedLanes[other] as number);
  const given = Math.min(lanes, left);
  addedLanes[link] = (addedLanes[link] as number) + given;
  addedLanes[other] = (addedLanes[other] as number) - given;
  if (given === left) streetClosed[other] = 1;
}

/** Pavements beside a street without vehicles share its carriageway. */
function widenAlong(model: DistrictModel, street: number, conditions: Conditions): void {
  const { links } = model.networks.walk;
  const lanes = model.networks.street.links[street]?.lanes ?? 0;
  const along = links.flatMap((walk, index) =>
    walk.facility !== 'crossing' && walk.streetLinks.includes(street) ? [index] : [],
  );
  for (const index of along) {
    conditions.addedWidthMetres[index] =
      (conditions.addedWidthMetres[index] as number) +
      (lanes * LANE_WIDTH_METRES) / Math.max(1, sidesOf(model, along, index));
  }
}

/** The carriageway is shared by the pavements that run beside each other: 2 where both sides have one. */
function sidesOf(model: DistrictModel, along: readonly number[], index: number): number {
  const links = model.networks.walk.links;
  const mine = links[index];
  if (!mine) return 1;
  const total = along.reduce((sum, other) => sum + (links[other]?.lengthMetres ?? 0), 0);
  const street = model.networks.street.links[mine.streetLinks[0] ?? -1];
  return street ? Math.max(1, Math.round(total / street.lengthMetres)) : 1;
}
