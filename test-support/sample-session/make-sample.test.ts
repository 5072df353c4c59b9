import { fileURLToPath } from 'node:url';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attribute } from '../../src/domain/attribution/attribute.ts';
import { headerValue } from '../../src/domain/http/header-list.ts';
import { harProblems } from '../har-problems.ts';
import { makeSample } from './make-sample.ts';
import { tellStory } from './tell-story.ts';

const file = fileURLToPath(new URL('../../resources/sample/sample-session.har', import.meta.url));

test('the file of the sample session is what its story makes; `npx vitest run test-support/sample-session -u` makes it anew', async () => {
  await expect(await makeSample()).toMatchFileSnapshot(file);
  // It is written after the test.
  if (!existsSync(file)) return;
  expect(harProblems(JSON.parse(readFileSync(file, 'utf8')))).toEqual([]);
  expect(statSync(file).size).toBeLessThan(400_000);
});

test('nothing in its prompts is unknown to the rules, but what Claude Code asks for itself', () => {
  const conversations = tellStory().filter(({ headers }) => headerValue(headers, 'x-claude-code-request-class') !== 'auxiliary');
  for (const { body, headers } of conversations) {
    const { segments } = attribute(Buffer.from(body), headers);
    expect(segments.filter(({ source }) => source.kind.startsWith('unknown'))).toEqual([]);
  }
});
