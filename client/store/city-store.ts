/** What the build flow left: manifest, networks and lines, loaded once. */
import { createStore } from 'zustand/vanilla';
import type { CityInfo, CityTransit, DistrictNetworks } from '#contracts';
import type { RequestFailure } from '../connection/fetch-json.ts';

export type Loadable<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly failure: RequestFailure };

export interface CityState {
  readonly city: Loadable<CityInfo>;
  readonly networks: Loadable<DistrictNetworks>;
  /** null: the city has no lines. */
  readonly transit: Loadable<CityTransit | null>;
}

export const createCityStore = () =>
  createStore<CityState>()(() => ({
    city: { state: 'loading' },
    networks: { state: 'loading' },
    transit: { state: 'loading' },
  }));
export type CityStore = ReturnType<typeof createCityStore>;
