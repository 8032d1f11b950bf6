/** Languages, texts and formats: the public surface for views. */
export { attributionLine, attributionOf, sourceNameOf } from './attribution.ts';
export { commonMessages } from './common-messages.ts';
export {
  formatAge,
  formatDate,
  formatMinutes,
  formatNumber,
  formatPeople,
  formatSigned,
  formatTime,
  formatTimeWithSeconds,
  roundPeople,
} from './format.ts';
export { isLanguage, LANGUAGES, type Language, languageStore, useLanguage } from './language.ts';
export {
  defineMessages,
  localized,
  type Messages,
  type Translate,
  translator,
  useText,
} from './messages.ts';
export { inputFromTime, timeFromInput } from './zoned-input.ts';
