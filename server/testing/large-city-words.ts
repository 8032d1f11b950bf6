/**
 * Words that the large fixture city is named with: Xuhui's street units and well-known roads by
 * their real names, everything else invented from common characters.
 */
type Pair = readonly [zh: string, en: string];

export const STREETS: readonly Pair[] = [
  ['湖南路街道', 'Hunan Road Subdistrict'],
  ['天平路街道', 'Tianping Road Subdistrict'],
  ['枫林路街道', 'Fenglin Road Subdistrict'],
  ['徐家汇街道', 'Xujiahui Subdistrict'],
  ['斜土路街道', 'Xietu Road Subdistrict'],
  ['长桥街道', 'Changqiao Subdistrict'],
  ['漕河泾街道', 'Caohejing Subdistrict'],
  ['康健新村街道', 'Kangjian Xincun Subdistrict'],
  ['虹梅路街道', 'Hongmei Road Subdistrict'],
  ['田林街道', 'Tianlin Subdistrict'],
  ['凌云路街道', 'Lingyun Road Subdistrict'],
  ['龙华街道', 'Longhua Subdistrict'],
  ['华泾镇', 'Huajing Town'],
  ['漕河泾新兴技术开发区', 'Caohejing Development Zone'],
];

export const ROADS: readonly Pair[] = [
  '漕溪北路|North Caoxi Road',
  '漕溪路|Caoxi Road',
  '肇嘉浜路|Zhaojiabang Road',
  '零陵路|Lingling Road',
  '天钥桥路|Tianyaoqiao Road',
  '宜山路|Yishan Road',
  '虹桥路|Hongqiao Road',
  '衡山路|Hengshan Road',
  '淮海中路|Middle Huaihai Road',
  '武康路|Wukang Road',
  '岳阳路|Yueyang Road',
  '龙华路|Longhua Road',
  '龙吴路|Longwu Road',
  '石龙路|Shilong Road',
  '沪闵路|Humin Road',
  '桂林路|Guilin Road',
  '田林路|Tianlin Road',
  '钦州路|Qinzhou Road',
  '柳州路|Liuzhou Road',
  '罗秀路|Luoxiu Road',
  '老沪闵路|Old Humin Road',
  '上中路|Shangzhong Road',
  '斜土路|Xietu Road',
  '东安路|Dong’an Road',
  '凯旋路|Kaixuan Road',
  '华山路|Huashan Road',
  '复兴中路|Middle Fuxing Road',
  '长乐路|Changle Road',
  '乌鲁木齐中路|Middle Urumqi Road',
  '重庆南路|South Chongqing Road',
].map(pairOf);

export const ESTATE_WORDS: readonly Pair[] = join(
  [
    '金|Golden',
    '银|Silver',
    '康|Healthy',
    '乐|Happy',
    '长|Long',
    '东|East',
    '汇|Hui',
    '文|Wen',
    '春|Spring',
    '华|Hua',
  ],
  [
    '桂|Laurel',
    '枫|Maple',
    '桥|Bridge',
    '园|Garden',
    '泉|Fountain',
    '都|Metropolis',
    '景|View',
    '宁|Peace',
    '阳|Sun',
    '林|Wood',
    '江|River',
  ],
);

export const COMMITTEE_WORDS: readonly Pair[] = join(
  ['田|Tian', '梅|Mei', '康|Kang', '樱|Ying', '宛|Wan', '日|Ri', '南|Nan'],
  ['林|lin', '陇|long', '健|jian', '花|hua', '平|ping', '晖|hui'],
);

export const FIRM_WORDS: readonly Pair[] = join(
  [
    '博|Bo',
    '瑞|Rui',
    '启|Qi',
    '联|Lian',
    '星|Xing',
    '云|Yun',
    '智|Zhi',
    '和|He',
    '鼎|Ding',
    '海|Hai',
    '方|Fang',
    '恒|Heng',
  ],
  [
    '源|yuan',
    '达|da',
    '辰|chen',
    '科|ke',
    '泰|tai',
    '元|yuan',
    '信|xin',
    '邦|bang',
    '锐|rui',
    '维|wei',
  ],
);

export const FIRM_TRADES: readonly Pair[] = [
  '信息科技|Information Technology',
  '餐饮管理|Catering',
  '建筑设计|Architecture',
  '文化传播|Culture',
  '医疗器械|Medical Devices',
  '贸易|Trading',
  '教育咨询|Education',
  '物业管理|Property Management',
  '生物医药|Biopharma',
  '广告|Advertising',
].map(pairOf);

export const FAMILY_NAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
export const GIVEN_NAMES = [
  '伟',
  '芳',
  '娜',
  '秀英',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '秀兰',
  '霞',
];

function pairOf(text: string): Pair {
  const [zh = '', en = ''] = text.split('|');
  return [zh, en];
}

function join(first: readonly string[], second: readonly string[]): readonly Pair[] {
  return first.flatMap((a) =>
    second.map((b): Pair => {
      const [zhA, enA] = pairOf(a);
      const [zhB, enB] = pairOf(b);
      return [zhA + zhB, /^[a-z]/.test(enB) ? enA + enB : `${enA} ${enB}`];
    }),
  );
}
