import { describe, expect, test } from 'vitest';
import { billingOf } from './billing.ts';

describe('billingOf', () => {
  test('tells a subscription by its bearer token, masked or not, and its beta', () => {
    const betas = ['anthropic-beta', 'claude-code-20250219,oauth-2025-04-20'] as const;
    expect(billingOf([['Authorization', 'Bearer ********'], betas])).toBe('subscription');
    expect(billingOf([['authorization', 'bearer abc'], ['Anthropic-Beta', 'oauth-2025-04-20']])).toBe('subscription');
  });

  test('tells an API key by its header', () => {
    expect(billingOf([['X-Api-Key', '********'], ['anthropic-beta', 'claude-code-20250219']])).toBe('api-key');
  });

  test('does not guess for a gateway, or for no credential at all', () => {
    expect(billingOf([['Authorization', 'Bearer ********']])).toBeNull();
    expect(billingOf([['x-api-key', '']])).toBeNull();
    expect(billingOf([])).toBeNull();
  });
});
