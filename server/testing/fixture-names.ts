/** What tests call things in the fixture city. */
export const FIXTURE = {
  district: 'fixture',
  unit: 'tower-1F-101',
  unitCell: 6,
  storeyCell: 2,
  buildingCell: 0,
  building: 'tower',
  venue: 'stadium',
  gate: 'gate-a',
} as const;
