/** Who may do what; deny by default. */
export const ROLES = ['operator', 'planner', 'official'] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
  'read-live',
  'read-forecast',
  'acknowledge-alarm',
  'decide-advice',
  'edit-events',
  'run-scenarios',
  'read-units',
  'read-ingest',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  operator: [
    'read-live',
    'read-forecast',
    'acknowledge-alarm',
    'decide-advice',
    'read-units',
    'read-ingest',
  ],
  planner: ['read-live', 'read-forecast', 'edit-events', 'run-scenarios'],
  official: ['read-live', 'read-units'],
};

export const may = (roles: readonly Role[], permission: Permission): boolean =>
  roles.some((role) => ROLE_PERMISSIONS[role].includes(permission));
