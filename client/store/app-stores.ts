/**
 * The app's stores, composed once; hooks for React, `.getState()`/`.subscribe()` for draw
 * adapters (no React state per frame).
 */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createCellBytes } from './cell-bytes.ts';
import { type CityState, createCityStore } from './city-store.ts';
import {
  type ClockState,
  clockNowMs,
  createClockStore,
  keepInReach,
  shownTimeMs,
} from './clock-store.ts';
import { type ConnectionState, createConnectionStore } from './connection-store.ts';
import { createFramesStore, type FramesState } from './frames-store.ts';
import { createLiveStore, type LiveState } from './live-store.ts';
import { createPlaceStore, type PlaceState } from './place-store.ts';
import { createViewStore, type ViewState } from './view-store.ts';

export const clockStore = createClockStore();
export const viewStore = createViewStore();
export const liveStore = createLiveStore();
export const framesStore = createFramesStore();
export const connectionStore = createConnectionStore();
export const cityStore = createCityStore();
export const placeStore = createPlaceStore();
export const cellBytes = createCellBytes();

export const useClock = <T>(pick: (state: ClockState) => T): T => useStore(clockStore, pick);
export const useView = <T>(pick: (state: ViewState) => T): T => useStore(viewStore, pick);
export const useLive = <T>(pick: (state: LiveState) => T): T => useStore(liveStore, pick);
export const useFrames = <T>(pick: (state: FramesState) => T): T => useStore(framesStore, pick);
export const useConnection = <T>(pick: (state: ConnectionState) => T): T =>
  useStore(connectionStore, pick);
export const useCity = <T>(pick: (state: CityState) => T): T => useStore(cityStore, pick);

export const usePlaceState = <T>(pick: (state: PlaceState) => T): T => useStore(placeStore, pick);

/** District time now, and the time shown (scrubbed or now), for code outside React. */
export const nowMs = (): number => clockNowMs(clockStore.getState(), Date.now());
export const currentShownTimeMs = (): number => shownTimeMs(clockStore.getState(), Date.now());

/** District time, renewed every `periodMs` of wall time. */
export function useNowMs(periodMs = 1000): number {
  const clock = useClock((state) => state);
  const [wallMs, setWallMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setWallMs(Date.now()), periodMs);
    return () => clearInterval(timer);
  }, [periodMs]);
  return clockNowMs(clock, wallMs);
}

/** The time every surface shows: the scrub time, or now. */
export function useShownTimeMs(periodMs = 1000): number {
  const now = useNowMs(periodMs);
  const scrubMs = useClock((state) => state.scrubMs);
  return keepInReach(scrubMs, now);
}

/** Moves every surface; null returns to live. */
export const scrubTo = (timeMs: number | null): void => {
  clockStore.setState({ scrubMs: timeMs === null ? null : Math.round(timeMs) });
};

export const select = (selection: ViewState['selection']): void => {
  viewStore.setState({ selection });
};
