import { describe, expect, it } from 'vitest';
import { isoTime, readIsoTime } from './iso-time.ts';

describe('readIsoTime', () => {
  it('reads what isoTime writes, to the microsecond', () => {
    for (const atUs of [0, 1, 999_999, 1_795_298_702_412_378]) expect(readIsoTime(isoTime(atUs))).toBe(atUs);
  });

  it('reads dates, offsets, and an offset whose plus an address has turned into a space', () => {
    expect(readIsoTime('2020-01-01')).toBe(Date.UTC(2020, 0, 1) * 1000);
    for (const text of ['2020-01-01T02:00:00+02:00', '2020-01-01T02:00 02:00', '2019-12-31T22:00:00.0-02:00', '2020-01-01T00:00:00,000000z']) {
      expect(readIsoTime(text)).toBe(Date.UTC(2020, 0, 1) * 1000);
    }
  });

  it.each(['', '5', '2020', 'soon', '2020-01', '2020-13-01', '2020-01-01T25:00Z', '1 Jan 2020', '2020-01-01T00:00:00Zjunk'])('refuses "%s"', (text) => {
    expect(readIsoTime(text)).toBeNull();
  });
});
