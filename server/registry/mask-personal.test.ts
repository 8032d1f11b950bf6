import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskName, maskPhone } from './mask-personal.ts';

test.each([
  ['张伟', '张*'],
  ['王秀英', '王**'],
  ['欧阳秀英', '欧阳**'],
  ['欧阳', '欧*'],
  ['李', '*'],
  [' 张伟 ', '张*'],
  ['Maria Silva', 'M****'],
  ['', ''],
])('name %s is shown as %s', (name, shown) => {
  expect(maskName(name)).toBe(shown);
});

test.each([
  ['13812345678', '138****5678'],
  ['138 1234 5678', '138****5678'],
  ['+86 138-1234-5678', '+86138****5678'],
  ['021-64381234', '021****1234'],
  ['64381234', '****1234'],
  ['12345', '*****'],
  ['', ''],
])('telephone %s is shown as %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown);
});

test('never more than seven digits of a telephone', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'0123456789 -+'), maxLength: 20 }),
      (phone) => {
        const shown = maskPhone(phone).replace(/^\+86/, '');
        expect(shown.replace(/\D/g, '').length).toBeLessThanOrEqual(7);
      },
    ),
    { seed: 3 },
  );
});
