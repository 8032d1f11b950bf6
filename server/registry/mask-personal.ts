/**
 * Personal fields as they leave the server: the family name and stars, a telephone's first three and
 * last four digits (the forms of GB/T 35273-2020's display de-identification in common use). What
 * is too short to mask so is masked whole.
 */
const DOUBLE_FAMILY_NAMES = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '司徒',
  '夏侯',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '东方',
  '南宫',
  '端木',
]);

/** `张伟` → `张*`, `欧阳秀英` → `欧阳**`, `Maria Silva` → `M****`. */
export function maskName(name: string): string {
  const trimmed = name.trim();
  if (!/^\p{Script=Han}/u.test(trimmed))
    return trimmed === '' ? '' : `${[...trimmed][0] ?? ''}****`;
  const characters = [...trimmed];
  const family =
    DOUBLE_FAMILY_NAMES.has(characters.slice(0, 2).join('')) && characters.length > 2 ? 2 : 1;
  const hidden = Math.max(1, characters.length - family);
  return `${characters.slice(0, characters.length > 1 ? family : 0).join('')}${'*'.repeat(hidden)}`;
}

/** `13812345678` → `138****5678`, `+86 138 1234 5678` → `+86138****5678`, `64381234` → `****1234`. */
export function maskPhone(phone: string): string {
  const dense = phone.replace(/[\s()-]/g, '');
  const country = /^\+86/.test(dense) ? '+86' : '';
  const rest = dense.slice(country.length);
  if (rest.length >= 11)
    return `${country}${rest.slice(0, 3)}${'*'.repeat(rest.length - 7)}${rest.slice(-4)}`;
  if (rest.length >= 8) return `${country}${'*'.repeat(rest.length - 4)}${rest.slice(-4)}`;
  return '*'.repeat(rest.length);
}
