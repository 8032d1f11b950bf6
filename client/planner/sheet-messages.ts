/** Texts of the plan on paper. */
import { defineMessages } from '../i18n/index.ts';

export const sheetMessages = defineMessages(
  {
    'sheet.title': '活动保障方案',
    'sheet.what': '措施',
    'sheet.when': '时间',
    'sheet.where': '地点',
    'sheet.who': '责任人',
    'sheet.done': '完成',
    'sheet.posts': '岗位',
    'sheet.results': '预计结果',
    'sheet.worst': '重点关注地点',
    'sheet.print': '打印',
    'sheet.made': '由 {name} 于 {time} 推演，{members} 个成员，种子 {seed}',
    'sheet.mapAt': '{time} 的行人密度与车速',
    'sheet.noMeasures': '无措施',
    'sheet.patrol': '加强值守（最高约 {density} 人/m²）',
  },
  {
    'sheet.title': 'Event plan',
    'sheet.what': 'Measure',
    'sheet.when': 'Time',
    'sheet.where': 'Place',
    'sheet.who': 'Who',
    'sheet.done': 'Done',
    'sheet.posts': 'Posts',
    'sheet.results': 'Expected results',
    'sheet.worst': 'Places to watch',
    'sheet.print': 'Print',
    'sheet.made': 'Computed by {name} at {time}, {members} members, seed {seed}',
    'sheet.mapAt': 'Walker density and vehicle speed at {time}',
    'sheet.noMeasures': 'No measures',
    'sheet.patrol': 'Keep watch (up to about {density} persons/m²)',
  },
);
