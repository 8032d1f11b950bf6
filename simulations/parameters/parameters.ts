/**
 * Every number of the district simulation that is not a fact of the city, with its source.
 * The feed runs its hidden truth with other values; the ensemble spreads around these.
 * Ranges and effects: docs/models/.
 */
import { VEHICLE_JAM_SPACING_METRES } from '#contracts';

export interface SimulationParameters {
  /** Free walking speed, m/s: normal with these moments, cut to [min, max] (Weidmann 1993). */
  readonly walkingSpeed: {
    readonly mean: number;
    readonly deviation: number;
    readonly min: number;
    readonly max: number;
  };
  /**
   * λ of the zero-truncated Poisson distribution of event visitors' group sizes; 0: everybody alone.
   * Moussaïd et al. 2010 fit this form and find up to 70 % of the people in groups; 1.11 makes it 67 %.
   */
  readonly groupSizeMean: number;
  /** Events with more people than this move as packets of several groups. */
  readonly mostEventEntities: number;
  /** Persons/m² at which walking stops (Weidmann 1993). */
  readonly walkJamPersonsPerSquareMetre: number;
  /** γ of Weidmann's v(ρ) = v₀(1 − exp(−γ(1/ρ − 1/ρ_jam))), persons/m². */
  readonly weidmannGamma: number;
  /** Persons per metre of width and second, by facility. */
  readonly specificFlowPersonsPerMetreSecond: {
    readonly level: number;
    /** Stairs of unknown rise. */
    readonly stairs: number;
    readonly stairsUp: number;
    readonly stairsDown: number;
    readonly escalator: number;
    readonly crossing: number;
    readonly gate: number;
    readonly platform: number;
  };
  /** Walking speed on stairs, in plan, as a part of that on the level. */
  readonly stairsSpeedFactor: number;
  readonly stairsUpSpeedFactor: number;
  readonly stairsDownSpeedFactor: number;
  /** Belt speed along the slope; people stand. */
  readonly escalatorMetresPerSecond: number;
  /** People wait there, with luggage, and keep from the edge. */
  readonly platformJamPersonsPerSquareMetre: number;
  /** Part of a shared footway's flow that is lost while a tenth or more of the people come against. */
  readonly counterflowLoss: number;
  /** One steward keeps the directions apart on this length of a footway, m. */
  readonly metresPerSteward: number;
  /** Of a shared footway's flow, the part that each direction keeps at least. */
  readonly counterflowReserve: number;
  /** Of a shared footway's places, the part left free for people who come against, while none do. */
  readonly counterflowStorage: number;
  /** The same while some do: streams that meet make room for each other. */
  readonly counterflowSharedStorage: number;
  /** Width lost to walls and kerbs, m on each side, of links wider than 1.5 m. */
  readonly boundaryMetres: number;
  /** Green share and cycle for walkers where a crossing crosses a signalised approach. */
  readonly crossingGreenShare: number;
  readonly crossingCycleSeconds: number;
  /** Depth of the kerb on which people wait for their green, m on each side. */
  readonly kerbWaitingMetres: number;
  /** Drivers who stop for people at a crossing without signals. */
  readonly driverYieldShare: number;
  /** Relative standard deviation of perceived link times: spreads people over similar routes. */
  readonly routePerceptionDeviation: number;
  /** Share of people who see the current jams and take them into account. */
  readonly informedShare: number;
  /** How often informed routes and station choices are renewed. */
  readonly rerouteSeconds: number;
  /** Spread of the station choice's unseen part (logit scale), s. */
  readonly stationChoiceScaleSeconds: number;
  /** Smallest gain for which an informed walker changes the station, s. */
  readonly stationSwitchGainSeconds: number;
  /** People who queue in front of one entrance without standing on the footway. */
  readonly forecourtPersons: number;
  /** Minutes of departures that fit behind the gates: hall and platforms. */
  readonly hallMinutes: number;
  readonly vehicleJamSpacingMetres: number;
  readonly personsPerCar: number;
  readonly personsPerTaxi: number;
  /** Empty taxis that reach a venue's kerbs, vehicles per minute. */
  readonly taxisPerMinute: number;
  /** Who would wait longer for a taxi takes the metro instead. */
  readonly taxiPatienceSeconds: number;
  /** Vehicles that stand at once at a pick-up kerb; who finds no place waits in the lane. */
  readonly kerbPlaces: number;
  /** Part of a bus's places that people have who are not modelled. */
  readonly busBackgroundShare: number;
  /** A bus closes its doors after this; who is not in waits for the next. */
  readonly busLongestDwellSeconds: number;
  /** Vehicles per hour that one kerb or zone access can let into the street. */
  readonly streetAccessVehiclesPerHour: number;
  /** Walk trips begun per resident and per worker and day in the district. */
  readonly walkTripsPerResident: number;
  readonly walkTripsPerWorker: number;
  /** Busiest-hour inflow at a street gateway, part of the saturation flow of its links. */
  readonly gatewayPeakLoad: number;
  /** With this many waiting at a border point, further background drivers go round the district. */
  readonly gatewayPatienceVehicles: number;
  /** Part of the gateway inflow that passes through the district. */
  readonly throughTrafficShare: number;
  /** Vehicle trips per inhabitant and day that begin or end inside. */
  readonly vehicleTripsPerInhabitant: number;
  /** Factors on capacity and speed; multiplied with the rain's effect. */
  readonly walkCapacityFactor: number;
  readonly gateCapacityFactor: number;
  readonly stationCapacityFactor: number;
  readonly streetCapacityFactor: number;
}

export const DEFAULT_PARAMETERS: SimulationParameters = {
  walkingSpeed: { mean: 1.34, deviation: 0.26, min: 0.6, max: 2.2 },
  groupSizeMean: 1.11,
  mostEventEntities: 100_000,
  walkJamPersonsPerSquareMetre: 5.4,
  weidmannGamma: 1.913,
  // Level: maximum of Weidmann's curve. Stairs: 66/82 of level (Green Guide). Gates: 60 p/min/m,
  // the highest seen at four events of a stadium (Larsson et al. 2021), below the guide's 82.
  // Stairs up and down, escalator: 51, 58 and 73 p/min/m of the Guangzhou metro; Weidmann has 0.85
  // and 0.98 for stairs. Platforms and crossings are level ground.
  specificFlowPersonsPerMetreSecond: {
    level: 1.22,
    stairs: 0.98,
    stairsUp: 0.85,
    stairsDown: 0.97,
    escalator: 1.22,
    crossing: 1.22,
    gate: 1.0,
    platform: 1.22,
  },
  stairsSpeedFactor: 0.5,
  // 0.610 and 0.694 of 1.34 m/s, speeds in plan (Weidmann 1993).
  stairsUpSpeedFactor: 0.455,
  stairsDownSpeedFactor: 0.518,
  escalatorMetresPerSecond: 0.65,
  platformJamPersonsPerSquareMetre: 4,
  // Navin and Wheeler (1969), the 14.5 % of HCM for a minor stream of a tenth; 25 % between the best
  // one-way and the best two-way flows in the laboratory (Zhang and Seyfried 2012).
  counterflowLoss: 0.15,
  metresPerSteward: 20,
  counterflowReserve: 0.2,
  counterflowStorage: 0.05,
  counterflowSharedStorage: 0.3,
  boundaryMetres: 0.2,
  crossingGreenShare: 0.4,
  crossingCycleSeconds: 90,
  kerbWaitingMetres: 4,
  driverYieldShare: 0.5,
  routePerceptionDeviation: 0.2,
  informedShare: 0.3,
  rerouteSeconds: 300,
  stationChoiceScaleSeconds: 150,
  stationSwitchGainSeconds: 180,
  forecourtPersons: 500,
  hallMinutes: 3,
  vehicleJamSpacingMetres: VEHICLE_JAM_SPACING_METRES,
  personsPerCar: 2.4,
  personsPerTaxi: 1.9,
  taxisPerMinute: 60,
  taxiPatienceSeconds: 1800,
  // Some 70 m of kerb; at 30 s each 1,200 vehicles/h, beyond what the taxis that come need.
  kerbPlaces: 10,
  // An evening bus, a third full: assumed. The longest dwell is that of imported timetables.
  busBackgroundShare: 0.3,
  busLongestDwellSeconds: 120,
  streetAccessVehiclesPerHour: 900,
  walkTripsPerResident: 1.1,
  walkTripsPerWorker: 2.2,
  gatewayPeakLoad: 0.3,
  gatewayPatienceVehicles: 40,
  throughTrafficShare: 0.6,
  vehicleTripsPerInhabitant: 0.25,
  walkCapacityFactor: 1,
  gateCapacityFactor: 1,
  stationCapacityFactor: 1,
  streetCapacityFactor: 1,
};
