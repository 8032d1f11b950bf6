/** Whether live data flow, and who is signed in. */
import { createStore } from 'zustand/vanilla';
import { may, type Permission, type Session } from '#contracts';

export type LinkState =
  | { readonly state: 'connecting' }
  | { readonly state: 'online' }
  /** `sinceWallMs` is null when there was no connection at all yet. */
  | { readonly state: 'offline'; readonly sinceWallMs: number | null }
  | {
      readonly state: 'refused';
      readonly reason: 'version' | 'not-signed-in' | 'bad-message';
      readonly detail: string;
    };

export type SessionState =
  | { readonly state: 'asking' }
  | { readonly state: 'signed-out' }
  | { readonly state: 'signed-in'; readonly session: Session };

/** Whether somebody is signed in who may do this. */
export const sessionMay = (session: SessionState, permission: Permission): boolean =>
  session.state === 'signed-in' && may(session.session.roles, permission);

export interface ConnectionState {
  readonly link: LinkState;
  readonly session: SessionState;
  /** Last message that did not fit its schema. */
  readonly badMessage: string | null;
}

export const createConnectionStore = () =>
  createStore<ConnectionState>()(() => ({
    link: { state: 'connecting' },
    session: { state: 'asking' },
    badMessage: null,
  }));
export type ConnectionStore = ReturnType<typeof createConnectionStore>;
