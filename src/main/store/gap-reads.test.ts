import { expect, test } from 'vitest';
import { mergeLosses, type Loss } from './gap-reads.ts';

const minute = 60_000_000;
const loss = (fromUs: number, untilUs: number, code: Loss['code'] = 'recorder-behind'): Loss => ({ fromUs, untilUs, code, requestBytes: 2, responseBytes: 3 });

test.each<[string, Loss[], object[]]>([
  ['nothing lost is no gap', [], []],
  ['one loss is a gap of its own', [loss(1, 5)], [{ fromUs: 1, untilUs: 5, exchanges: 1, requestBytes: 2, responseBytes: 3 }]],
  ['what overlaps is one', [loss(1, 9), loss(2, 5)], [{ fromUs: 1, untilUs: 9, exchanges: 2, requestBytes: 4, responseBytes: 6 }]],
  ['what follows within a minute is one', [loss(1, 9), loss(9 + minute, 9 + minute)], [{ fromUs: 1, untilUs: 9 + minute, exchanges: 2 }]],
  ['what follows later is another', [loss(1, 9), loss(10 + minute, 10 + minute)], [{ untilUs: 9 }, { fromUs: 10 + minute }]],
  [
    'each reason has stretches of its own',
    [loss(1, 9), loss(2, 3, 'app-away'), loss(4, 5)],
    [
      { code: 'recorder-behind', fromUs: 1, untilUs: 9, exchanges: 2 },
      { code: 'app-away', fromUs: 2, untilUs: 3, exchanges: 1 },
    ],
  ],
])('%s', (_, losses, gaps) => {
  expect(mergeLosses(losses)).toMatchObject(gaps);
  expect(mergeLosses(losses)).toHaveLength(gaps.length);
});
