/** What each measure is on the ground: under its form, and for the duty officer on the plan on paper. */
import { defineMessages } from '../i18n/index.ts';

export const instructionMessages = defineMessages(
  {
    'do.close-gate': '关闭出入口，引导人员走最近的其他出入口。',
    'do.meter-gate': '按设定人数放行，其余人员在口内等候。',
    'do.close-street': '设置路障，禁止机动车驶入；车辆改走其他道路。',
    'do.give-street-to-walkers': '封闭机动车道供行人使用；车辆改走其他道路。',
    'do.close-walk-link': '封闭该通道，引导行人走其他路。',
    'do.close-entrance': '关闭该出入口，引导乘客走同站其他出入口。',
    'do.extra-trains': '调度备用列车，空车到站载客。',
    'do.add-trains': '在此时段内均匀加开备用列车，自所选车站空车始发。',
    'do.set-headway': '此时段内该方向改按此间隔发车，代替时刻表。',
    'do.skip-station': '列车通过该站不停车；广播告知乘客改乘。',
    'do.meter-entrance': '在出入口外设置限流，按设定人数放行；0 为暂停进站。',
    'do.shift-green': '该相位绿灯延长（或缩短），其余相位按比例分摊。',
    'do.set-signal-plan': '信号机改用此配时：按相位顺序的绿灯时长，黄灯和全红不变。',
    'do.ban-turn': '在路口设标志和警力，禁止该转向；驾驶员改走其他路线。',
    'do.contraflow': '用锥桶隔离，借用对向车道；借满时对向禁行。',
    'do.limit-kerb': '每处上客点同时停靠不超过此数；其余车辆在车道上等候。',
    'do.car-park-gate': '停车场出入口按此速率放行；0 为关闭该方向。',
    'do.emergency-run':
      '检验救援能否及时到达：应急车辆自区界最快入口驶入，越过车队，红灯前停看后通行，绕开封闭道路。',
    'do.post-staff': '到岗值守，疏导人流，报告异常。',
    'do.hold-station': '全站限流：各出入口合计按设定人数放行，其余在站外等候。',
    'do.recommend-station': '通过手机、标志和广播引导人员前往该站。',
    'do.warn-of-link': '发布提示：此处拥挤，请走其他路。',
    'do.place-barrier': '横向设置护栏，只留设定宽度的通道。',
    'do.part-directions': '沿通道设置隔离栏，两个方向各走一半。',
    'do.one-way-walk-link': '该通道只许按此方向通行。',
    'do.release-waves': '按周期分批放行，其余时间关闭。',
    'do.crossing-waves': '拉链式过街：警力拦停车辆，行人分批通过。',
  },
  {
    'do.close-gate': 'Close the gate and send people to the nearest other one.',
    'do.meter-gate': 'Let out so many a minute; the others wait inside.',
    'do.close-street': 'Set barriers; no vehicle drives in, vehicles take other streets.',
    'do.give-street-to-walkers':
      'Close the carriageway and give it to walkers; vehicles take other streets.',
    'do.close-walk-link': 'Close the way and send walkers another way.',
    'do.close-entrance': 'Close the entrance and send passengers to another of the station.',
    'do.extra-trains': 'Send reserve trains, empty, to the station.',
    'do.add-trains': 'Run reserve trains, evenly over the time, empty from the station chosen.',
    'do.set-headway': 'Trains of this direction leave at this headway instead of by the timetable.',
    'do.skip-station': 'Trains pass the station without stopping; announce it to passengers.',
    'do.meter-entrance':
      'Hold people before the entrance and let in so many a minute; 0 lets nobody in.',
    'do.shift-green': 'This phase gets more (or less) green; the others give in proportion.',
    'do.set-signal-plan':
      'The signal runs these greens in the order of its phases; yellow and all red stay.',
    'do.ban-turn': 'Signs and an officer at the junction stop this turn; drivers take another way.',
    'do.contraflow':
      'Cones part off lanes of the other direction for this one; with all of them the other is closed.',
    'do.limit-kerb':
      'No more than so many stand at each pick-up kerb; the others wait in the lane.',
    'do.car-park-gate':
      'The gates of the car park let vehicles in and out at these rates; 0 shuts that way.',
    'do.emergency-run':
      'Tests whether help arrives in time: vehicles come from the border where the way is quickest, pass queues, and red lights after a look; they go round closed streets.',
    'do.post-staff': 'Stand at the post, keep people moving, report what is unusual.',
    'do.hold-station':
      'Let into the station so many a minute, all entrances together; the others wait outside.',
    'do.recommend-station': 'Phones, signs and loudspeakers send people to this station.',
    'do.warn-of-link': 'Tell people that this way is crowded and to take another.',
    'do.place-barrier': 'Set a barrier across the way; leave an opening of this width.',
    'do.part-directions': 'Set a fence along the way; each direction keeps its half.',
    'do.one-way-walk-link': 'Let people through in this direction only.',
    'do.release-waves': 'Let people out in waves; keep the gate shut between.',
    'do.crossing-waves': 'Officers stop vehicles and let walkers cross in waves.',
  },
);
