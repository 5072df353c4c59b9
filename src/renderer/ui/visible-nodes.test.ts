import { expect, test } from 'vitest';
import { visibleNodes } from './visible-nodes.ts';

test('what cannot be seen in a tree of nodes becomes marks, and the text stays whole', () => {
  const tree = { type: 'root', children: [{ type: 'element', tagName: 'p', children: [{ type: 'text', value: 'pay \u202Emoc.live\u202C now' }] }, { type: 'text', value: 'plain' }] };
  visibleNodes()(tree);
  const json = JSON.stringify(tree);
  expect(json.match(/"dataName":"U\+202[EC]"/g)).toHaveLength(2);
  expect(Array.from(json.matchAll(/"value":"([^"]*)"/g), ([, value]) => value).join('')).toBe('pay \u202Emoc.live\u202C nowplain');
});
