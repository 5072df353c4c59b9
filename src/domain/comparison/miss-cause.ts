import type { Source } from '../attribution/source.ts';
import type { CachedPrefix } from './cached-prefixes.ts';
import type { ReadRequest } from './cached-request.ts';
import { prefixDifference, type ReadPrompt } from './prefix-difference.ts';
import type { PromptContent } from './prompt-content.ts';
import { isSpelledAlike } from './segment-contents.ts';

/** Why less was read from the cache than stood in it. */
export type CacheMissCause =
  /** Each model has a cache of its own. */
  | { readonly cause: 'model'; readonly from: string; readonly to: string }
  /**
   * The first thing in the cached prefix that is not as it was. `segment` is its index in the later request. `serverTools`: it is a tool of an MCP
   * server that came or went as a whole, with so many.
   */
  | { readonly cause: 'changed'; readonly change: 'changed' | 'added' | 'removed'; readonly segment: number | null; readonly source: Source; readonly serverTools?: number }
  /** Nothing used the entry for as long as it lives. */
  | { readonly cause: 'expired'; readonly elapsedMs: number; readonly lifetime: '5m' | '1h' }
  /** Parameters that the cache tells apart have another value. */
  | { readonly cause: 'parameters'; readonly names: readonly string[] }
  /** The later request marks no prefix that is as long as the one before. */
  | { readonly cause: 'not-asked' }
  /** So many blocks came between that the API did not look back far enough. */
  | { readonly cause: 'lookback'; readonly blocks: number }
  | { readonly cause: 'unknown' };

/**
 * Why `after` did not read all that `before` left. A change explains what was read when that reaches up to the last prefix
 * before the change; what was read is compared with estimates there, which are taken to be off by a fifth at most. A change
 * behind a prefix that was not read either is not the cause: then it is looked for further.
 */
export function missCause(before: ReadRequest, after: ReadRequest, prefixes: readonly CachedPrefix[]): CacheMissCause {
  if (before.model !== after.model) return { cause: 'model', from: before.model, to: after.model };
  const readTokens = after.usage.cacheReadTokens ?? 0;
  const isRead = ({ tokens }: CachedPrefix) => readTokens >= tokens * 0.8;
  const difference = prefixDifference(before, after, prefixes.at(-1)?.units ?? 0);
  const untouched = prefixes.filter(({ units }) => difference === null || units <= difference.units);
  const unread = untouched.find((prefix) => !isRead(prefix)) ?? (difference === null ? prefixes.at(-1) : undefined);
  if (difference !== null && unread === undefined) {
    const { change, segment, source } = difference;
    const serverTools = change === 'changed' ? null : toolsOfServer(source, change === 'added' ? after : before, change === 'added' ? before : after);
    return { cause: 'changed', change, segment, source, ...(serverTools === null ? {} : { serverTools }) };
  }
  const elapsedMs = after.atMs - before.atMs;
  const lifetime = unread?.lifetime ?? '5m';
  if (elapsedMs >= lifetimesMs[lifetime]) return { cause: 'expired', elapsedMs, lifetime };
  const names = keyParameters.filter((name) => !isSameParameter(before.content, after.content, name));
  if (names.length > 0) return { cause: 'parameters', names };
  return difference === null ? searchCause(after.content, unread) : { cause: 'unknown' };
}

/** How many tools the server of this one defines in `there`; null where it is no such tool, or the server has some in `elsewhere` as well. */
function toolsOfServer(tool: Source, there: ReadPrompt, elsewhere: ReadPrompt): number | null {
  if (tool.kind !== 'mcp-tool-definition') return null;
  const toolsIn = ({ segments }: ReadPrompt) =>
    new Set(segments.flatMap(({ source }) => (source.kind === 'mcp-tool-definition' && source.server === tool.server ? [source.tool] : []))).size;
  return toolsIn(elsewhere) > 0 ? null : toolsIn(there);
}

const lifetimesMs = { '5m': 5 * 60_000, '1h': 60 * 60_000 } as const;

/** What tells entries apart besides model and prompt: prompt caching guide, "What invalidates the cache", and Claude Code's own. */
const keyParameters = ['thinking', 'tool_choice', 'output_config', 'context_management', 'speed', 'mcp_servers', 'container'] as const;

/** How many blocks the API looks back from a breakpoint for an entry (prompt caching guide). */
const lookbackBlocks = 20;

function searchCause({ units, breakpoints }: PromptContent, prefix: CachedPrefix | undefined): CacheMissCause {
  if (prefix === undefined) return { cause: 'unknown' };
  const asked = breakpoints.find((breakpoint) => breakpoint.units >= prefix.units);
  if (asked === undefined) return { cause: 'not-asked' };
  const blocks = (units[asked.units - 1]?.block ?? 0) - (units[prefix.units - 1]?.block ?? 0);
  return blocks >= lookbackBlocks ? { cause: 'lookback', blocks } : { cause: 'unknown' };
}

function isSameParameter(before: PromptContent, after: PromptContent, name: string): boolean {
  const one = before.parameters.get(name);
  const other = after.parameters.get(name);
  if (one === undefined || other === undefined) return one === other;
  return isSpelledAlike({ body: before.body, spans: [one] }, { body: after.body, spans: [other] });
}
