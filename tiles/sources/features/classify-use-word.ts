/**
 * A word or code for the use of a building → BuildingUse: English, German (ALKIS catalogue of
 * building functions), Dutch and Chinese words as cadastres and city models write them, and ALKIS
 * codes (`31001_1010`). The order decides: "residential building with shops" is residential.
 */
import type { BuildingUse } from '#contracts';

const WORDS: readonly (readonly [BuildingUse, RegExp])[] = [
  ['parking', /garage|parkhaus|parkdeck|zum parken|parking|carport|car park|停车|车库/i],
  [
    'education',
    /schule|kinderkrippe|kindergarten|kindertages|hochschul|universit|bildung und forschung|forschungszwecke|bibliothek|school|college|education|library|学校|教学|幼儿园|教育/i,
  ],
  ['health', /krankenhaus|gesundheit|seniorenheim|hospital|clinic|health|nursing|医院|医疗|卫生/i],
  ['hotel', /hotel|beherbergung|hostel|motel|旅馆|酒店|宾馆/i],
  [
    'religious',
    /kirche|kapelle|religi|gotteshaus|moschee|synagoge|church|mosque|temple|chapel|寺|教堂|宗教/i,
  ],
  [
    'sport',
    /sport|turnhalle|badegebäude|hallenbad|kegel|bowling|stadion|stadium|gymnasium|swimming|体育/i,
  ],
  [
    'transport',
    /bahnhof|stellwerk|blockstelle|schienenverkehr|verkehrsanlagen|lokschuppen|wagenhalle|station|transport|terminal|交通|车站/i,
  ],
  [
    'residential',
    /^wohn|wohnen|wohnhaus|wohnheim|kinderheim|apartment|residential|dwelling|house\b|^house|detached|terrace|flats?\b|woonfunctie|住宅|居住|公寓/i,
  ],
  [
    'industrial',
    /fabrik|werkstatt|lager|speicher|gewerbe und industrie|wirtschaft oder gewerbe|vorratshaltung|kühlhaus|elektrizität|umspannwerk|umformer|versorgung|pumpstation|abwasser|fernmelde|unterirdischen leitungen|betriebsgebäude|fahrzeughalle|industr|warehouse|factory|manufactur|utility|工业|厂房|仓库|仓储/i,
  ],
  ['office', /büro|verwaltung|office|kantoor|办公|写字楼/i],
  [
    'retail',
    /handel|laden|kaufhaus|geschäft|kiosk|markthalle|tankstelle|gaststätte|restaurant|bewirtung|kantine|retail|shop|commercial|mall|market|supermarket|winkel|商业|商铺|商场|市场/i,
  ],
  [
    'civic',
    /rathaus|gericht|polizei|feuerwehr|justiz|botschaft|post$|museum|theater|kulturell|öffentlich|gemeinde|soziale zwecke|sicherheit und ordnung|messehalle|festsaal|jugend|freizeit|erholung|civic|public|government|police|fire|community|行政|文化|公共/i,
  ],
  [
    'other',
    /toilette|müllbunker|stall|schuppen|gartenhaus|bootshaus|treibhaus|land- und forst|shed|hut|barn|greenhouse|其他/i,
  ],
];

export function classifyUseWord(word: string): BuildingUse | undefined {
  const code = /^(?:31001_)?([123])(\d{3})$/.exec(word);
  if (code?.[1] && code[2]) return classifyAlkisCode(Number(code[1] + code[2]));
  return WORDS.find(([, words]) => words.test(word))?.[0];
}

/** AX_Gebaeudefunktion: 1000 dwellings, 2000 trade and works, 3000 public. */
function classifyAlkisCode(code: number): BuildingUse {
  if (code < 2000) return 'residential';
  if (code === 2020) return 'office';
  if (code >= 2050 && code < 2070) return 'retail';
  if (code >= 2070 && code < 2080) return 'hotel';
  if (code >= 2100 && code < 2200) return 'industrial';
  if (code >= 2460 && code < 2470) return 'parking';
  if (code < 3000) return 'industrial';
  if (code >= 3020 && code < 3030) return 'education';
  if (code >= 3040 && code < 3050) return 'religious';
  if (code >= 3050 && code < 3060) return 'health';
  if (code >= 3210 && code < 3230) return 'sport';
  return 'civic';
}
