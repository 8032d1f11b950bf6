/** Where a train is: filled anew for each event, so that none is allocated. */
export interface Standing {
  train: number;
  trip: number;
  profile: number;
  pattern: number;
  line: number;
  /** Place of the pattern's first stop in its arrays, its stops, the train's own among them. */
  first: number;
  stops: number;
  index: number;
  position: number;
  stop: number;
  /** Written by `letIn`: people who wanted to board and could not. */
  left: number;
}
