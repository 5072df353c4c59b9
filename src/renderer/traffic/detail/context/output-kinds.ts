import type { ContextView } from '../../../../contract/context-view.ts';
import { formatTokens } from '../../../format/quantities.ts';

type Output = NonNullable<ContextView['output']>;

/** What a response wrote of one kind. */
interface OutputKind {
  readonly name: string;
  readonly tokens: number | null;
  /** The tools that were called, with the tokens of each; null for what is no call. */
  readonly tools: string | null;
}

const kinds = [
  { kind: 'assistant-text', name: 'text' },
  { kind: 'assistant-thinking', name: 'thinking' },
  { kind: 'assistant-tool-call', name: 'tool calls' },
] as const;

/** What a response wrote as text, thinking and tool calls; what it did not write is left out. Null is unknown, and so is a sum with it. */
export function outputKinds({ parts, tokensEstimated }: Output): readonly OutputKind[] {
  return kinds.flatMap(({ kind, name }) => {
    const own = parts.filter(({ source }) => source.kind === kind);
    if (own.length === 0) return [];
    const tokens = own.reduce<number | null>((sum, part) => (sum === null || part.tokens === null ? null : sum + part.tokens), 0);
    const tools = own.flatMap(({ source, tokens: ofTool }) =>
      source.kind === 'assistant-tool-call' ? [`${source.tool ?? 'a tool'} ${formatTokens(ofTool, tokensEstimated)}`] : [],
    );
    return [{ name, tokens, tools: tools.length === 0 ? null : tools.join(', ') }];
  });
}
