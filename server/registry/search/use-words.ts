/** What people call a use, in both languages; the first of each is the interface's own word. */
import type { BuildingUse } from '#contracts';

export const USE_WORDS: Readonly<Record<BuildingUse, string>> = {
  residential: '住宅 居住 住房 居民 residential home housing dwelling flat apartment',
  office: '办公 写字楼 办公楼 office',
  retail: '商业 零售 商铺 商店 店铺 餐饮 retail shop store mall',
  hotel: '酒店 宾馆 旅馆 hotel',
  education: '教育 学校 幼儿园 education school kindergarten',
  health: '医疗 医院 卫生 health hospital clinic',
  industrial: '工业 厂房 仓库 industrial factory warehouse',
  civic: '公共 政务 机关 civic public',
  sport: '体育 运动 sport sports',
  transport: '交通 车站 transport',
  religious: '宗教 寺庙 教堂 religious church temple',
  parking: '停车 车库 parking garage',
  other: '其他 other',
};
