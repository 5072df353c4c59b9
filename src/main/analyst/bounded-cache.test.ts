import { expect, it } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

it('keeps what was set last, up to its capacity', () => {
  const cache = new BoundedCache<number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.set('a', 3);
  cache.set('c', 4);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([3, undefined, 4]);
});
