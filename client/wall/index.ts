/** The wall view: public surface. */
export { WallView } from './wall-view.tsx';
