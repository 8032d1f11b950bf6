/** `npm run bench -- NAME`: how fast, how much, how exact, against a named baseline. */

import { type FigureRuns, runFigureCommand } from './report/run-command.ts';

/** One line per benchmark: `name: async () => (await import('./name/bench-name.ts')).benchName()`. */
const benchmarks: FigureRuns = {
  'close-up': async () => (await import('./close-up/bench-close-up.ts')).benchCloseUp(),
  crowd: async () => (await import('./crowd/bench-crowd.ts')).benchCrowd(),
  coupled: async () => (await import('./coupled/bench-coupled.ts')).benchCoupled(),
  egress: async () => (await import('./crowd-district/bench-egress.ts')).benchEgress(),
  search: async () => (await import('./search/bench-search.ts')).benchSearch(),
  ingest: async () => (await import('./ingest/bench-ingest.ts')).benchIngest(),
  recolour: async () => (await import('./recolour/bench-recolour.ts')).benchRecolour(),
  tiles: async () => (await import('./tiles/bench-tiles.ts')).benchTiles(),
  traffic: async () => (await import('./traffic/bench-traffic.ts')).benchTraffic(),
  transit: async () => (await import('./transit/bench-transit.ts')).benchTransit(),
  view: async () => (await import('./view/bench-view.ts')).benchView(),
};

process.exitCode = await runFigureCommand('bench', benchmarks, process.argv.slice(2));
