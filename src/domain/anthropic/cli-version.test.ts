import { expect, test } from 'vitest';
import { readBillingLine } from './billing-line.ts';
import { cliVersionOf } from './cli-version.ts';

test('the version is that of the user agent, else that of the billing line without its digits', () => {
  const billing = readBillingLine('x-anthropic-billing-header: cc_version=2.1.330.abc; cc_entrypoint=cli;');
  expect(cliVersionOf([['User-Agent', 'claude-cli/2.1.331 (external, cli)']], billing)).toBe('2.1.331');
  expect(cliVersionOf([['user-agent', 'curl/8']], billing)).toBe('2.1.330');
  expect(cliVersionOf([], null)).toBeNull();
});
