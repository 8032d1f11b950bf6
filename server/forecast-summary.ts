/** What `npm run forecast` prints: the outcomes of a run beside the bound by the exits. */
import type { DistrictNetworks, EventPlan } from '#contracts';
import type { ClearingBound, EnsembleResult } from '#simulations';

export function summariseForecast(
  event: EventPlan,
  networks: DistrictNetworks,
  result: Extract<EnsembleResult, { state: 'done' }>,
  bound: ClearingBound,
  timeZone: string,
): string {
  const { outcomes, ledgers, memberOutcomes } = result;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' });
  const range = (i: { low: number; median: number; high: number }, digits = 1): string =>
    `${i.median.toFixed(digits)} (${i.low.toFixed(digits)} to ${i.high.toFixed(digits)})`;
  const isBalanced = ledgers.every((frames) =>
    frames.every(({ people }) => people.released === people.arrived + people.underWay),
  );
  const peak = outcomes.peakDensity;
  const place = networks.walk.links.find((link) => link.id === peak.link);
  const station = networks.stations.find((s) => s.id === outcomes.peakStationQueue.station);
  const end = clock.format(event.endMs);
  const unfinished = memberOutcomes.filter((member) => member.clearingMinutes === null).length;
  return [
    `${event.name}: ${event.attendance} people, end ${end}, ${ledgers.length} members (median, 10 to 90 %)`,
    `  95 % arrived after      ${
      outcomes.clearingMinutes
        ? `${range(outcomes.clearingMinutes)} min from the end`
        : `more than the horizon in ${unfinished} of ${ledgers.length} members`
    }`,
    `  bound by the exits      ${bound.minutes.toFixed(1)} min: ${bound.gateWidthMetres.toFixed(1)} m × ${bound.specificFlowPersonsPerMetreSecond.toFixed(2)} persons/(m·s)`,
    `  highest density         ${range(peak.personsPerSquareMetre, 2)} persons/m²${
      place && peak.atMs !== null
        ? ` on ${place.name?.en ?? place.id} at ${clock.format(peak.atMs)}`
        : ''
    }`,
    `  link-minutes above 4/m² ${range(outcomes.minutesAboveFour, 0)}`,
    `  longest station queue   ${range(outcomes.peakStationQueue.persons, 0)} people${station ? ` at ${station.name.en}` : ''}`,
    ...(outcomes.transit
      ? [
          `  left behind by trains   ${range(outcomes.transit.leftBehind, 0)} times`,
          `  without a train at the end ${range(outcomes.transit.withoutTrain, 0)} people`,
        ]
      : []),
    ...(outcomes.buses
      ? [
          `  taken away by buses     ${range(outcomes.buses.boarded, 0)} people`,
          `  left behind by buses    ${range(outcomes.buses.leftBehind, 0)} times`,
        ]
      : []),
    `  vehicle delay           ${range(outcomes.vehicleDelayHours, 0)} h`,
    `  people in = arrived + under way in every frame of every member: ${isBalanced ? 'yes' : 'NO'}`,
  ].join('\n');
}
