/** What only the wall knows: which street quantity is on, whether time plays, how the scene is. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { CameraPreset, SceneStatus } from '../engines/cesium/index.ts';

export type StreetQuantity = 'density' | 'speed';

export interface WallState {
  readonly street: StreetQuantity;
  readonly playing: boolean;
  /** Looks into the building of the chosen storey or unit. */
  readonly xray: boolean;
  readonly scene: SceneStatus;
  /** Renewed to create the scene anew after its graphics context was lost. */
  readonly attempt: number;
  /** A camera wish for the scene; `count` makes the same wish twice a new one. */
  readonly camera: { readonly preset: CameraPreset; readonly count: number } | null;
}

export const wallStore = createStore<WallState>()(() => ({
  street: 'density',
  playing: false,
  xray: false,
  scene: { state: 'loading' },
  attempt: 0,
  camera: null,
}));

export const useWall = <T>(pick: (state: WallState) => T): T => useStore(wallStore, pick);

export const wishCamera = (preset: CameraPreset): void =>
  wallStore.setState((state) => ({ camera: { preset, count: (state.camera?.count ?? 0) + 1 } }));
