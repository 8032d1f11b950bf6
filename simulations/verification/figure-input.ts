/** A verified number in the shape of the project's reports; judged where the report is made. */
export interface VerifiedFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly asked?:
    | { readonly atMost: number }
    | { readonly atLeast: number }
    | { readonly between: readonly [low: number, high: number] };
  readonly baseline?: { readonly what: string; readonly value: number; readonly source: string };
  readonly note?: string;
}
