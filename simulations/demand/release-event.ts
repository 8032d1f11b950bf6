/** People who come to events and leave them within the next minute. */
import type { EventPlan, ModeShares } from '#contracts';
import { createRandom } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { DemandTarget, Minute, WalkerPlan } from './demand-types.ts';
import { comingBy, leavingBy, sharesFor } from './event-release.ts';
import { createTravellers } from './travellers.ts';

export function createEventDemand(options: {
  readonly model: DistrictModel;
  readonly parameters: SimulationParameters;
  readonly events: readonly EventPlan[];
  readonly seed: number;
  readonly target: DemandTarget;
}): (minute: Minute, wetShare: number) => void {
  const { model, parameters, events, seed, target } = options;
  const { places } = model.walk;
  const attendance = events.reduce((sum, event) => sum + event.attendance, 0);
  // Mean of a Poisson distribution without its zero.
  const meanGroup =
    parameters.groupSizeMean > 0
      ? parameters.groupSizeMean / (1 - Math.exp(-parameters.groupSizeMean))
      : 1;
  const groupsPerPacket = Math.max(
    1,
    Math.ceil(attendance / meanGroup / parameters.mostEventEntities),
  );
  const { traveller } = createTravellers(parameters, groupsPerPacket);
  const nodeOf = (place: number): number => places.node[place] as number;

  const releaseEvent = (event: EventPlan, tag: number, minute: Minute, wetShare: number): void => {
    const venue = model.networks.venues.findIndex((candidate) => candidate.id === event.venue);
    if (venue < 0) return;
    const spaces = model.carParks.reduce(
      (sum, park) => sum + (park.venue === venue ? park.capacityVehicles : 0),
      0,
    );
    const shares = sharesFor(event, wetShare, {
      hasMetro: model.entrances.length > 0,
      carShare: (spaces * parameters.personsPerCar) / Math.max(1, event.attendance),
      hasTaxi: model.kerbs.some((kerb) => kerb.venue === venue),
      hasBus: model.networks.buses.lines.length > 0,
    });
    const until = minute.timeMs + 60_000;
    const minuteNumber = Math.round(minute.timeMs / 60_000);

    const leaving = leavingBy(event, until) - leavingBy(event, minute.timeMs);
    if (leaving > 0) {
      const random = createRandom(seed, `leave:${event.id}:${minuteNumber}`);
      for (let left = leaving; left > 0; ) {
        const one = traveller(random, minute.now, left);
        left -= one.people;
        const gate = target.gate(venue, random.next());
        const mode = random.next();
        const draw = random.next();
        if (gate < 0) continue;
        const to = destinationFrom(gate, venue, mode, shares, one.route, draw);
        if (to >= 0) target.walk({ from: gate, to, tag, ...one });
      }
    }

    const coming = comingBy(event, until) - comingBy(event, minute.timeMs);
    if (coming <= 0) return;
    const random = createRandom(seed, `come:${event.id}:${minuteNumber}`);
    let party: WalkerPlan[] = [];
    let partyTo = -1;
    for (let left = coming; left > 0; ) {
      const one = traveller(random, minute.now, left);
      left -= one.people;
      const gate = target.gate(venue, random.next());
      const mode = random.next();
      const draw = random.next();
      if (gate < 0) continue;
      const from = destinationFrom(gate, venue, mode, shares, one.route, draw);
      if (from < 0) continue;
      const kind = places.kind[from];
      if (kind === 'stop' && target.bringByBus({ from, to: gate, tag: 0, ...one }, draw)) continue;
      if (kind !== 'car-park' && kind !== 'kerb') {
        if (target.canWalk(from, gate)) target.walk({ from, to: gate, tag: 0, ...one });
        continue;
      }
      // People of one car share its place; a party ends when the next one needs another place.
      if (party.length === 0) partyTo = from;
      party.push({ from: partyTo, to: gate, tag: 0, ...one });
      if (party.length >= 2 || one.people >= 2 || left === 0) {
        const isPark = places.kind[partyTo] === 'car-park';
        const index = partyTo - places.range[isPark ? 'car-park' : 'kerb'][0];
        target.bring(isPark ? 'car-park' : 'kerb', index, party);
        party = [];
      }
    }
    if (party.length > 0) {
      const isPark = places.kind[partyTo] === 'car-park';
      const index = partyTo - places.range[isPark ? 'car-park' : 'kerb'][0];
      target.bring(isPark ? 'car-park' : 'kerb', index, party);
    }
  };

  const destinationFrom = (
    gate: number,
    venue: number,
    mode: number,
    shares: ModeShares,
    route: number,
    draw: number,
  ): number => {
    const node = nodeOf(gate);
    const metro = (): number => target.entrance(node, route, draw);
    const home = (): number => target.home(node, draw);
    let place = -1;
    if (mode < shares.metro) place = metro();
    else if (mode < shares.metro + shares.car) place = target.carPark(venue, draw);
    else if (mode < shares.metro + shares.car + shares.taxi) place = target.kerb(venue, node, draw);
    else if (mode < 1 - shares.walk) place = target.stop(node, draw);
    else place = home();
    if (place >= 0 && target.canWalk(gate, place)) return place;
    // Who finds no car, taxi or bus goes by metro, who finds no metro walks.
    const station = metro();
    return station >= 0 ? station : home();
  };

  return (minute, wetShare) => {
    events.forEach((event, index) => {
      releaseEvent(event, index + 1, minute, wetShare);
    });
  };
}
