import { expect, test } from 'vitest';
import { headerDifferences } from './header-differences.ts';

test('headers differ by their values, not by the case of their names or their order', () => {
  const before = [['Host', 'api.anthropic.com'], ['X-App', 'cli'], ['content-length', '120']] as const;
  const after = [['content-length', '145'], ['x-app', 'cli'], ['Host', 'api.anthropic.com']] as const;
  expect(headerDifferences(before, after)).toEqual([{ name: 'content-length', before: '120', after: '145' }]);
});

test('headers that are new or gone have no other side, and repeated ones are taken together', () => {
  expect(headerDifferences([['Via', 'a'], ['Old', '']], [['Via', 'a'], ['via', 'b'], ['New', '1']])).toEqual([
    { name: 'Via', before: 'a', after: 'a\nb' },
    { name: 'New', before: null, after: '1' },
    { name: 'Old', before: '', after: null },
  ]);
});
