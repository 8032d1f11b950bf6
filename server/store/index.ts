export type { Account } from './account-table.ts';
export type { AuditEntry, AuditFilter } from './audit-log.ts';
export { StoreWriteError } from './open-database.ts';
export { openStore, STORE_FILE, type Store } from './open-store.ts';
