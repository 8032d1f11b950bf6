/** What the model assumes where the network does not say; each with its source. */
export interface TransitParameters {
  /**
   * Dwell of trains, Puong (2000), Dwell Time Model and Analysis for the MBTA Red Line (MIT):
   * 12.22 + 2.27 B + 1.82 A + 6.2e-4 T³ B seconds, with boarders B, alighters A and standing through
   * passengers T per door; fitted on a metro with wide doors, R² about 0.9.
   */
  readonly doorsSeconds: number;
  readonly boardingSecondsPerDoor: number;
  readonly alightingSecondsPerDoor: number;
  readonly crowdingSeconds: number;
  /** Standing through passengers per door above this count as this many: beyond what was observed. */
  readonly crowdingLimitPersonsPerDoor: number;
  /**
   * Dwell of buses, in at the front and out at the back at once: doors + max(boarding, alighting).
   * Values of SimMobility (Singapore-MIT Alliance), smart cards.
   */
  readonly busDoorsSeconds: number;
  readonly busBoardingSeconds: number;
  readonly busAlightingSeconds: number;
  /** Persons/m² at which a platform takes no more people in; level of service E ends at 5.3. Assumption. */
  readonly fullPlatformPersonsPerSquareMetre: number;
  /** Route choice: what changing costs beside walking and waiting; 3 to 8 min in studies. Assumption. */
  readonly changePenaltySeconds: number;
  /** Expected wait for a pattern is half its headway, never more than this. */
  readonly longestWaitSeconds: number;
  /** A train stands at its first stop before departure. */
  readonly layoverSeconds: number;
  /** A vehicle that ends a lap of a loop goes on with the next trip when it starts within this. */
  readonly longestLoopWaitSeconds: number;
  /** 0: off. Trains wait at stops until this part of the headway has passed since the one before. */
  readonly holdingShare: number;
  readonly longestHoldSeconds: number;
  /** People who are not counted in by someone else come in packets of this. */
  readonly releaseSeconds: number;
}

export const TRANSIT_PARAMETERS: TransitParameters = {
  doorsSeconds: 12.22,
  boardingSecondsPerDoor: 2.27,
  alightingSecondsPerDoor: 1.82,
  crowdingSeconds: 6.2e-4,
  crowdingLimitPersonsPerDoor: 20,
  busDoorsSeconds: 3.5,
  busBoardingSeconds: 3.5,
  busAlightingSeconds: 2.1,
  fullPlatformPersonsPerSquareMetre: 4,
  changePenaltySeconds: 240,
  longestWaitSeconds: 1200,
  layoverSeconds: 30,
  longestLoopWaitSeconds: 600,
  holdingShare: 0,
  longestHoldSeconds: 60,
  releaseSeconds: 10,
};
