/**
 * Who is registered at a unit, made up by seed and unit code: nobody here exists. Telephone numbers
 * start with 102, which no operator in China hands out; every firm's name starts with 格子.
 * Household sizes: shares of one- to five-person households rounded from the 2020 census (Shanghai,
 * 2.32 persons on average).
 */
import { type BuildingUse, hashText, type Occupant } from '#contracts';

export interface OccupiedUnit {
  readonly code: string;
  readonly use: BuildingUse;
  readonly areaSquareMetres: number;
}

/** One in eight homes is empty or unregistered, one in six shops and offices; assumptions. */
const EMPTY_HOMES = 0.12;
const EMPTY_FIRMS = 0.16;
const HOUSEHOLD_SHARES = [0.3, 0.34, 0.21, 0.09, 0.06] as const;
/** Floor area per person at work, as in the model's rules by use. */
const WORK_SQUARE_METRES: Partial<Record<BuildingUse, number>> = {
  office: 15,
  retail: 40,
  hotel: 60,
  industrial: 80,
};

const FAMILY_NAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
];
const GIVEN_NAMES = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文辉力萍鑫宇晨浩婷雪琳',
];
const FIRM_WORDS: readonly (readonly [string, string])[] = [
  ['云帆', 'Yunfan'],
  ['海棠', 'Haitang'],
  ['青禾', 'Qinghe'],
  ['明湖', 'Minghu'],
  ['星桥', 'Xingqiao'],
  ['白鹭', 'Bailu'],
  ['知远', 'Zhiyuan'],
  ['和光', 'Heguang'],
  ['木兰', 'Mulan'],
  ['江南', 'Jiangnan'],
  ['晨曦', 'Chenxi'],
  ['方圆', 'Fangyuan'],
];
const FIRM_TRADES: { readonly [use: string]: readonly (readonly [string, string])[] } = {
  office: [
    ['信息技术有限公司', 'Information Technology Co.'],
    ['咨询有限公司', 'Consulting Co.'],
    ['建筑设计事务所', 'Architects'],
    ['贸易有限公司', 'Trading Co.'],
    ['文化传播有限公司', 'Media Co.'],
  ],
  retail: [
    ['便利店', 'Convenience Store'],
    ['面馆', 'Noodle House'],
    ['药房', 'Pharmacy'],
    ['书店', 'Bookshop'],
    ['服饰店', 'Clothing Shop'],
  ],
  hotel: [['酒店客房部', 'Hotel Rooms']],
  industrial: [
    ['仪器厂', 'Instrument Works'],
    ['生物医药实验室', 'Biomedical Laboratory'],
    ['仓储有限公司', 'Storage Co.'],
  ],
};

/** A mixer over the text's hash (Murmur3's finalizer): equally good for neighbouring codes. */
function drawsOf(seed: number, code: string): () => number {
  let state = (hashText(code) ^ Math.imul(seed >>> 0, 0x9e3779b9)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return ((x ^ (x >>> 16)) >>> 0) / 4294967296;
  };
}

export function occupyUnit(seed: number, unit: OccupiedUnit): Occupant | undefined {
  const draw = drawsOf(seed, unit.code);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(draw() * list.length)];
  const contact = () => ({
    contactName: `${pick(FAMILY_NAMES) ?? ''}${pick(GIVEN_NAMES) ?? ''}${draw() < 0.6 ? (pick(GIVEN_NAMES) ?? '') : ''}`,
    contactPhone: `102${String(Math.floor(draw() * 1e8)).padStart(8, '0')}`,
  });
  if (unit.use === 'residential') {
    if (draw() < EMPTY_HOMES) return undefined;
    let rest = draw();
    let persons = 1;
    for (const share of HOUSEHOLD_SHARES) {
      if (rest < share || persons === HOUSEHOLD_SHARES.length) break;
      rest -= share;
      persons += 1;
    }
    return { type: 'household', persons, ...contact(), kind: 'synthetic' };
  }
  const perPerson = WORK_SQUARE_METRES[unit.use];
  const trades = FIRM_TRADES[unit.use];
  if (perPerson === undefined || !trades || draw() < EMPTY_FIRMS) return undefined;
  const [wordZh, wordEn] = pick(FIRM_WORDS) ?? ['', ''];
  const [tradeZh, tradeEn] = pick(trades) ?? ['', ''];
  return {
    type: 'firm',
    persons: Math.max(1, Math.round((unit.areaSquareMetres / perPerson) * (0.6 + 0.8 * draw()))),
    name: { zh: `格子${wordZh}${tradeZh}`, en: `Gezi ${wordEn} ${tradeEn}` },
    ...contact(),
    kind: 'synthetic',
  };
}
