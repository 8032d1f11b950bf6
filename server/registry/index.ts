export { describeBuilding, listBuildings } from './describe-building.ts';
export { type CellDescription, describeCell } from './describe-cell.ts';
export { listFootprints } from './list-footprints.ts';
export { type City, openCity } from './open-city.ts';
export { CELL_CLASSES, type CellIndex, NO_CELL } from './read-cell-index.ts';
export { SEARCH_LIMIT, searchCity } from './search-city.ts';
