/** Who may do what; deny by default. */
export const ROLES = ['operator', 'planner', 'official', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
  'read-live',
  'read-forecast',
  'acknowledge-alarm',
  'decide-advice',
  'edit-events',
  'run-scenarios',
  /** Units, in the account's area scope; personal fields masked. */
  'read-units',
  'export-units',
  /** Personal fields of one unit at a time, with a purpose, audited. */
  'reveal-personal',
  'read-ingest',
  'read-audit',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  operator: [
    'read-live',
    'read-forecast',
    'acknowledge-alarm',
    'decide-advice',
    'read-units',
    'export-units',
    'reveal-personal',
    'read-ingest',
  ],
  planner: ['read-live', 'read-forecast', 'edit-events', 'run-scenarios'],
  official: ['read-live', 'read-units', 'export-units', 'reveal-personal'],
  /** Who watches the others sees what they did, not what they saw. */
  auditor: ['read-audit'],
};

export const may = (roles: readonly Role[], permission: Permission): boolean =>
  roles.some((role) => ROLE_PERMISSIONS[role].includes(permission));
