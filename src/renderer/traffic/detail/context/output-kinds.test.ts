import { expect, test } from 'vitest';
import type { ContextView } from '../../../../contract/context-view.ts';
import { outputKinds } from './output-kinds.ts';

type Output = NonNullable<ContextView['output']>;

const part = (source: Output['parts'][number]['source'], tokens: number | null) => ({ source, tokens, costMicroUsd: null });
const written = (...parts: Output['parts']) => outputKinds({ tokens: null, tokensEstimated: false, costMicroUsd: null, parts });

test('calls of all tools are one kind that names them, and what was not written is left out', () => {
  expect(
    written(
      part({ kind: 'assistant-tool-call', tool: 'Read' }, 30),
      part({ kind: 'assistant-text' }, 120),
      part({ kind: 'assistant-tool-call', tool: 'Bash' }, 38),
    ),
  ).toEqual([
    { name: 'text', tokens: 120, tools: null },
    { name: 'tool calls', tokens: 68, tools: 'Read 30, Bash 38' },
  ]);
});

test('thinking of unknown length is unknown, and not nothing', () => {
  expect(written(part({ kind: 'assistant-thinking' }, null))).toEqual([{ name: 'thinking', tokens: null, tools: null }]);
});
