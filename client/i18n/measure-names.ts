/** Names of the measures: the same words on the wall's time bar and in the planner. */
import { defineMessages } from './messages.ts';

export const measureNames = defineMessages(
  {
    'measure.close-gate': '关闭出入口',
    'measure.meter-gate': '出入口限流',
    'measure.close-walk-link': '封闭人行通道',
    'measure.close-street': '封闭道路',
    'measure.give-street-to-walkers': '道路改为步行',
    'measure.close-entrance': '关闭车站出入口',
    'measure.shift-green': '调整绿灯',
    'measure.extra-trains': '加开列车',
    'measure.post-staff': '布置人员',
  },
  {
    'measure.close-gate': 'Close gate',
    'measure.meter-gate': 'Meter gate',
    'measure.close-walk-link': 'Close footway',
    'measure.close-street': 'Close street',
    'measure.give-street-to-walkers': 'Give street to walkers',
    'measure.close-entrance': 'Close station entrance',
    'measure.shift-green': 'Shift green time',
    'measure.extra-trains': 'Extra trains',
    'measure.post-staff': 'Post staff',
  },
);
