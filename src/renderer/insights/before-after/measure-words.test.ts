import { expect, test } from 'vitest';
import { compareSpans, type Taken } from '../../../domain/insight/before-after.ts';
import { csvOf } from '../../saving/table-text.ts';
import { csvColumns, verdictWords } from './measure-words.ts';

const turns = (count: number, tokens: number): readonly Taken[] => Array.from({ length: count }, (_, index) => [tokens + index * 10, tokens * 3]);
const measures = (before: readonly Taken[], after: readonly Taken[]) => compareSpans({ turns: before, requests: [] }, { turns: after, requests: [] });
const words = (before: readonly Taken[], after: readonly Taken[]) => measures(before, after).slice(0, 1).map(verdictWords).join('');

test('what can be said of a difference is said in words, and that it is too little to tell', () => {
  expect(words(turns(20, 2000), turns(20, 1000))).toMatch(/^Turn against turn, those after take 1k less \(−48\s%\)\. By what was seen it is between −\S+ and −\S+, 19 times in 20\.$/);
  expect(words(turns(20, 1000), turns(20, 2000))).toMatch(/^Turn against turn, those after take 1k more \(\+91\s%\)/);
  expect(words(turns(20, 1000), turns(20, 1010))).toMatch(/^No clear difference\. .* but anything between −\d+ and \+\d+ fits what was seen: chance alone may have made it\.$/);
  expect(words(turns(3, 1000), turns(20, 1))).toBe('Too little to tell: 3 turns before and 20 turns after; at least 5 on either side are needed.');
  const ofOne = turns(20, 1000).map(([tokens, cost]): Taken => [tokens, cost, 'one']);
  expect(words(ofOne, turns(20, 2000))).toBe('Too little to tell: 20 turns before and 20 turns after, but of 1 session and 20. Those of one session are alike: more sessions are needed.');
  expect(words([], turns(1, 1))).toBe('Too little to tell: 0 turns before and 1 turn after.');
});

test('all measures are copied, costs in dollars, and what is not known is left empty', () => {
  const [head = '', tokens = '', cost = '', requests = ''] = csvOf(csvColumns, measures(turns(6, 1000), turns(5, 500))).split('\r\n');
  expect(head).toBe('measure,count before,median before,lower quartile before,upper quartile before,mean before,count after,median after,lower quartile after,upper quartile after,mean after,difference,difference at least,difference at most,verdict');
  expect(tokens).toMatch(/^tokens a turn,6,1025,1012\.5,1037\.5,1025,5,520,/);
  expect(cost).toMatch(/^US dollars a turn,6,0\.003,0\.003,0\.003,0\.003,5,0\.0015,.*,-0\.0015,-0\.0015,-0\.0015,less$/);
  expect(requests).toBe('tokens a request,0,,,,,0,,,,,,,,too-little');
});
