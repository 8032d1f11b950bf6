/** Building blocks of every screen: the public surface for views. */
export { ALARM_SHAPE, AlarmBadge } from './alarm-badge.tsx';
export { Button, type ButtonProps } from './button.tsx';
export { Dialog, type DialogProps } from './dialog.tsx';
export { download, fileName } from './download.ts';
export { DensityLegend, DifferenceLegend, hatchBackground, SpeedLegend } from './legend.tsx';
export { loadGround } from './load-ground.ts';
export { Panel, type PanelProps } from './panel.tsx';
export { ScrubBar, type ScrubBarProps, type ScrubSpan } from './scrub-bar.tsx';
export { EmptyState, ErrorState, Progress, Skeleton } from './states.tsx';
export { KIND_SHAPE, KindMark, ValueWithTruth, type ValueWithTruthProps } from './truth.tsx';
