/** The planner view: public surface. */
export { PlannerView } from './planner-view.tsx';
