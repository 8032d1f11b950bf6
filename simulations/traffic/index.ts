/** Roads: static equilibrium, and the mesoscopic model that moves vehicle by vehicle. */
export { ASSIGNMENT_DEFAULTS, assignEquilibrium } from './assignment/assign-equilibrium.ts';
export type * from './assignment/assignment-types.ts';
export type { TableRow } from './demand/draw-trips.ts';
export { ESTIMATE_DEFAULTS, estimateTable } from './demand/estimate-table.ts';
export * from './demand/estimate-types.ts';
export { linkResponse } from './demand/link-response.ts';
export { assignmentFromRoad, type RoadAssignment } from './demand/road-assignment.ts';
export { type RouteChoice, type RoutedTrips, routeTable } from './demand/route-table.ts';
export { createTrafficRun, type TrafficRun } from './loading/create-traffic-run.ts';
export * from './loading/traffic-demand.ts';
export * from './loading/traffic-parameters.ts';
export { buildRoadNetwork } from './road/build-road-network.ts';
export { RoadProblem } from './road/check-road.ts';
export type * from './road/road-types.ts';
export { inferTripEnds, type TripEnds } from './streets/infer-trip-ends.ts';
export { drawTrips, type InferredWish } from './streets/infer-trips.ts';
export { roadFromStreets } from './streets/road-from-streets.ts';
export { verifyTrafficTheory } from './verification/verify-traffic.ts';
