import type { SourceKind } from '../attribution/source.ts';
import { fieldOfKey } from '../attribution/source-key.ts';
import { normaliseServerName } from '../attribution/mcp-names.ts';
import type { InsightFacts, OwnerFacts, SourceFacts } from './insight-facts.ts';

/** Of fewer answers nobody can say "never": the others may have called it. A tenth or so is always cut off, or fails. */
const leastAnswered = 0.8;

/** Whether what was offered in so many requests was called in none of them, as far as their answers tell. */
export function isNeverCalled({ definitions, answered, calls }: SourceFacts, leastRequests: number): boolean {
  return definitions !== null && definitions >= leastRequests && calls === 0 && answered >= definitions * leastAnswered;
}

/** What a definition cannot be without having been called, or asked for by the user: before the range, or in answers that are not known. */
const kindsOfUse: ReadonlySet<SourceKind> = new Set<SourceKind>(['mcp-result', 'mcp-resource', 'mcp-prompt', 'builtin-result', 'skill-body', 'slash-command']);

/** Whether an owner brought something that it was asked for, by the model or by the user. */
export function wasUsed({ calls, sources }: OwnerFacts): boolean {
  return (calls ?? 0) > 0 || sources.some(({ kind, requests }) => kindsOfUse.has(kind) && requests > 0);
}

/**
 * The servers of which something was asked for, as names on the wire have them: who reads a resource calls the server by its own name (`my docs`), and its tools
 * tell only the one on the wire (`my_docs`).
 */
export function serversInUse({ owners }: InsightFacts): ReadonlySet<string> {
  return new Set(owners.flatMap((owner) => (owner.group === 'mcp' && owner.name !== null && wasUsed(owner) ? [normaliseServerName(owner.name)] : [])));
}

/** The names on the wire of all tools whose calls or results stood in prompts of the range. */
export function toolsInUse({ owners }: InsightFacts): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { key, kind, requests, calls } of owners.flatMap(({ sources }) => sources)) {
    if (requests === 0) continue;
    if (kind === 'mcp-result' || (calls ?? 0) > 0) names.add(wireName(key));
    else if (kind === 'builtin-result' || kind === 'assistant-tool-call') names.add(fieldOfKey(key, 'tool') ?? '');
  }
  return names;
}

/** What the model calls the tool of a definition or a result. */
export function wireName(key: string): string {
  const [server, tool] = [fieldOfKey(key, 'server'), fieldOfKey(key, 'tool') ?? ''];
  return server === null ? tool : `mcp__${normaliseServerName(server)}__${tool}`;
}
