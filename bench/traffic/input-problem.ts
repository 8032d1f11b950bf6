/** A file of the user's that cannot be taken as it is: names the place and says what to do. */
export class InputProblem extends Error {
  override readonly name = 'InputProblem';
  constructor(place: string, problem: string) {
    super(`${place}: ${problem}`);
  }
}
