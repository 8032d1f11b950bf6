/** What cannot be run is refused with its place; what can be mended goes to the repair log. */

/** One line: place, expected, got. */
export class TransitProblem extends Error {
  override readonly name = 'TransitProblem';
}
