import { expect, test } from 'vitest';
import { readBillingLine } from './billing-line.ts';

test('the billing line says version, entry point, prompt and what came before', () => {
  const line =
    'x-anthropic-billing-header: cc_version=2.1.330.abc; cc_entrypoint=cli; cch=00ff1; cc_is_subagent=true; cc_prev_req=req_1; cc_prompt_id=p-1; cc_turn_origin=human; cc_prompt_index=2; cc_turn_index=7; cc_of_tomorrow=x=y;';
  expect(readBillingLine(line)).toMatchObject({
    version: '2.1.330.abc',
    entrypoint: 'cli',
    isSubagent: true,
    previousRequestId: 'req_1',
    promptId: 'p-1',
    turnOrigin: 'human',
    promptIndex: 2,
    turnIndex: 7,
    previousMessageId: null,
  });
  expect(readBillingLine(line)?.fields.at(-1)).toEqual(['cc_of_tomorrow', 'x=y']);
});

test('a billing line of an older version leaves the rest unsaid', () => {
  expect(readBillingLine('x-anthropic-billing-header: cc_version=2.1.197.abc; cc_entrypoint=sdk-cli;')).toMatchObject({
    entrypoint: 'sdk-cli',
    isSubagent: false,
    promptId: null,
    turnIndex: null,
  });
});

test('what is no number, no field or no billing line is not taken for one', () => {
  expect(readBillingLine('x-anthropic-billing-header: cc_turn_index=-1; cc_prompt_index=1e9; cc_prompt_id=; ;;=;')).toMatchObject({
    turnIndex: null,
    promptIndex: null,
    promptId: null,
  });
  expect(readBillingLine('Answer about this repository.')).toBeNull();
});
