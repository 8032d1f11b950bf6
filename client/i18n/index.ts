/** Languages, texts and formats: the public surface for views. */
export { attributionLine, attributionOf, sourceNameOf } from './attribution.ts';
export { commonMessages } from './common-messages.ts';
export { doorName } from './door-name.ts';
export {
  formatAge,
  formatDate,
  formatDueDays,
  formatList,
  formatMinutes,
  formatNumber,
  formatPeople,
  formatSigned,
  formatTime,
  formatTimeWithSeconds,
  roundPeople,
} from './format.ts';
export { isLanguage, LANGUAGES, type Language, languageStore, useLanguage } from './language.ts';
export { directionName } from './line-names.ts';
export { measureNames } from './measure-names.ts';
export {
  defineMessages,
  eventName,
  localized,
  type Messages,
  type Translate,
  translator,
  useText,
} from './messages.ts';
export { sourceText } from './source-names.ts';
export { inputFromTime, timeFromInput } from './zoned-input.ts';
