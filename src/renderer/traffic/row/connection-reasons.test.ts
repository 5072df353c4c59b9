import { expect, test } from 'vitest';
import { connectionReason } from './connection-reasons.ts';

test('a code that is the name of something every object has says nothing', () => {
  expect(connectionReason('dns-error')).toBe('the name could not be resolved');
  for (const code of ['constructor', '__proto__', 'toString']) expect(connectionReason(code)).toBe(null);
});
