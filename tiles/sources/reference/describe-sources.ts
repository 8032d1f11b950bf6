/** What the reference district is made of, as its manifest and every screen say it. */
import type { CityManifest } from '#contracts';

export function describeSources(seed: number): CityManifest['sources'] {
  return [
    {
      name: 'Gezi reference district',
      licence: 'Apache-2.0',
      attribution:
        '建筑、户室、人员与支路为合成数据 · Buildings, units, people and side streets are synthetic',
      shown: {
        name: { zh: '格子参考片区', en: 'Gezi reference district' },
        attribution: {
          zh: '建筑、户室、人员与支路为合成数据',
          en: 'Buildings, units, people and side streets are synthetic',
        },
      },
      kind: 'synthetic',
      note: {
        zh: `建筑、户室、人员、支路、门牌号及传感器位置由种子 ${seed} 生成，与现实中的建筑和居民无关。`,
        en: `Buildings, units, people, side streets, house numbers and sensor places are generated from seed ${seed}; they match no real building or resident.`,
      },
    },
    {
      name: 'Main roads and landmarks',
      licence: 'facts',
      attribution:
        '主要道路与地标：名称属实，位置为近似 · Main roads and landmarks: real names, approximate places',
      shown: {
        name: { zh: '主要道路与地标', en: 'Main roads and landmarks' },
        attribution: {
          zh: '主要道路与地标：名称属实，位置为近似',
          en: 'Main roads and landmarks: real names, approximate places',
        },
      },
      kind: 'inferred',
      note: {
        zh: '道路走向凭一般知识简化为若干点，精度 50–200 米，不可用于导航。',
        en: 'Road courses are simplified from general knowledge, accurate to 50–200 m; not for navigation.',
      },
    },
    {
      name: 'MetroFlow station positions',
      licence: 'MIT',
      attribution: 'Sun et al., MetroFlow, Scientific Data 2025',
      kind: 'measured',
      note: {
        zh: '地铁站坐标来自 MetroFlow；出入口道路名来自上海市 SODA 2015 公开数据，出入口位置为合成。',
        en: 'Station coordinates from MetroFlow; the roads that exits open on from the city’s SODA 2015 open data; exits’ places are generated.',
      },
    },
    {
      name: 'Metro lines 1, 4 and 11',
      licence: 'facts',
      attribution: '上海地铁 1、4、11 号线 · Shanghai metro lines 1, 4 and 11',
      shown: {
        name: { zh: '地铁 1、4、11 号线', en: 'Metro lines 1, 4 and 11' },
        attribution: {
          zh: '地铁站序与末班车来自上海市 SODA 2015 公开数据；行车间隔为假设，乘客为推算',
          en: 'Stations and last trains from the city’s SODA 2015 open data; headways assumed, riders inferred',
        },
      },
      kind: 'inferred',
      note: {
        zh: '行车间隔、闸机数与站台面积为本项目假设；其他线路乘客按日均进站人数推算，并非实测。',
        en: 'Headways, numbers of gates and platform areas are assumptions of this project; the lines’ other passengers are inferred from a mean day, not counted.',
      },
    },
    {
      name: 'Demonstration bus lines',
      licence: 'Apache-2.0',
      attribution: '公交线路为演示编造 · Bus lines are made up for the demonstration',
      shown: {
        name: { zh: '演示公交线路', en: 'Demonstration bus lines' },
        attribution: {
          zh: '线路、站点与班次为演示编造，不对应任何实际公交线路',
          en: 'Lines, stops and hours are made up and match no line of any operator',
        },
      },
      kind: 'synthetic',
      note: null,
    },
    {
      name: 'Storey heights by building type',
      licence: 'MIT',
      attribution: 'tianyichen1001/Yuqian_Shanghai-Energy',
      kind: 'inferred',
      note: null,
    },
  ];
}
