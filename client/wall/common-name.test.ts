import { describe, expect, it } from 'vitest';
import { commonName } from './common-name.ts';

describe('commonName', () => {
  it('keeps the address that flats share, at whichever end the language puts it', () => {
    expect(commonName(['天钥桥路498号 2F 11 单元', '天钥桥路498号 3F 02 单元'])).toBe(
      '天钥桥路498号',
    );
    expect(
      commonName(['Unit 11, 2F, 498 Tianyaoqiao Road', 'Unit 02, 13F, 498 Tianyaoqiao Road']),
    ).toBe('498 Tianyaoqiao Road');
  });
  it('does not cut a number in two', () => {
    expect(commonName(['12F 甲楼', '13F 甲楼'])).toBe('甲楼');
    expect(commonName(['Block 101', 'Block 102'])).toBe('Block');
  });
  it('is the name itself for one, and the first when nothing is shared', () => {
    expect(commonName(['甲'])).toBe('甲');
    expect(commonName(['甲', '乙'])).toBe('甲');
  });
});
