export {
  type Asked,
  type Baseline,
  type Figure,
  type FigureInput,
  judgeFigure,
  judgeViolations,
} from './report/figure.ts';
