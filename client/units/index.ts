/** The units view: public surface. */
export { UnitsView } from './units-view.tsx';
