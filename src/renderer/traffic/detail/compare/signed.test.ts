import { expect, test } from 'vitest';
import { formatCost, formatCount } from '../../../format/quantities.ts';
import { withSign } from './signed.ts';

test('a change says which way it goes, unless it is next to nothing', () => {
  expect([4120, -380, 0].map((figure) => withSign(figure, formatCount))).toEqual(['+4,120', '−380', '0']);
  expect([-210_000, -3, 0].map((figure) => withSign(figure, formatCost))).toEqual(['−$0.210', '<$0.0001', '$0']);
});
