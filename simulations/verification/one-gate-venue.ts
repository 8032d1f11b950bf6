/** The venue of the smallest verification districts: one gate, at node 0. */
import type { LocalizedText } from '#contracts';

/** As networks are read, before their schema. */
export const oneGateVenue = (name: LocalizedText, gateWidthMetres: number) => ({
  id: 'venue',
  name,
  outline: [
    [
      [-50, -10],
      [0, -10],
      [0, 10],
    ],
  ],
  capacityPersons: { value: 50_000, kind: 'synthetic', source: 'verification' },
  gates: [{ id: 'gate', name, node: 0, widthMetres: gateWidthMetres, kind: 'synthetic' }],
  carParks: [],
});
