import { fieldOfKey, sourceOfKey } from '../../../domain/attribution/source-key.ts';
import type { SourceGroup, SourceKind } from '../../../domain/attribution/source.ts';
import type { WhatIfFacts } from '../../../domain/insight/what-if-facts.ts';
import { neededTools } from '../../../domain/insight/needed-tools.ts';
import type { WhatIfItem, WhatIfOwner } from '../../../domain/insight/what-if-items.ts';
import { sumOfSources, type Amount } from '../../../domain/insight/what-if.ts';
import { kindTitle, kindWords } from '../../format/source-title.ts';

/** A line of the table: what can be switched off, and what it had. */
export interface WhatIfRow {
  readonly id: string;
  readonly group: SourceGroup;
  readonly name: string;
  /** What it is; null where the name says so. */
  readonly about: string | null;
  /** The items it stands for. */
  readonly items: readonly string[];
  readonly off: 'all' | 'some' | 'none';
  readonly requests: number;
  /** What is sent whether it is used or not, and what its use brought. */
  readonly own: Amount;
  readonly use: Amount;
  /** Of all tokens of prompts, from 0 to 1. */
  readonly share: number | null;
  readonly usage: Usage;
  readonly children: readonly WhatIfRow[];
}

/** How often something was called: `always` is what nobody calls, as a memory file. */
export type Usage = { readonly is: 'always' | 'unknown' | 'never' } | { readonly is: 'called'; readonly calls: number };

/** Offered so often without a call, it counts as never used: once may be too early to tell. */
const offeredOften = 5;

/** The owners as lines, those of servers with their tools below them. */
export function whatIfRows(facts: WhatIfFacts, owners: readonly WhatIfOwner[], off: ReadonlySet<string>): readonly WhatIfRow[] {
  const all = tokensOfAll(facts);
  return owners.map((owner) => {
    const rowOf = (items: readonly WhatIfItem[], id: string, words: Pick<WhatIfRow, 'name' | 'about'>, children: readonly WhatIfRow[]): WhatIfRow => {
      const own = sumOfSources(facts, items.flatMap((item) => item.own));
      const use = sumOfSources(facts, items.flatMap((item) => item.use));
      const count = items.filter(({ key }) => off.has(key)).length;
      return {
        id,
        group: owner.group,
        ...words,
        items: items.map(({ key }) => key),
        off: count === 0 ? 'none' : count === items.length ? 'all' : 'some',
        requests: Math.max(0, ...items.flatMap((item) => [...item.own, ...item.use].map((index) => facts.sources[index]?.requests ?? 0))),
        own,
        use,
        share: all === 0 ? null : own.tokens / all,
        usage: usageOf(facts, items, use.tokens),
        children,
      };
    };
    const children = owner.group === 'mcp' ? owner.items.map((item) => rowOf([item], `i:${item.key}`, wordsOfItem(item), [])) : [];
    return rowOf(owner.items, `o:${owner.key}`, { name: owner.name, about: wordsOfOwner(facts, owner) }, children);
  });
}

/** Lines that say these words, or whose tools do; without a word all of them. */
export function foundRows(rows: readonly WhatIfRow[], words: string): readonly WhatIfRow[] {
  const wanted = words.trim().toLowerCase();
  const isMeant = ({ name, about }: WhatIfRow) => `${name} ${about ?? ''}`.toLowerCase().includes(wanted);
  return rows.flatMap((row) => {
    if (isMeant(row)) return [row];
    const children = row.children.filter(isMeant);
    return children.length === 0 ? [] : [{ ...row, children }];
  });
}

/** The items of all that was offered again and again and never called: of servers of which nothing was, all that they brought. Without what Claude Code needs, as in the findings. */
export function neverUsed(rows: readonly WhatIfRow[]): readonly string[] {
  return rows.filter((row) => !isNeeded(row)).flatMap((row) => (row.usage.is === 'never' ? row.items : row.children.filter(({ usage }) => usage.is === 'never').flatMap(({ items }) => items)));
}

/** Such a tool can be switched off by who wants to: nobody is led to it. */
export function isNeeded({ group, name }: WhatIfRow): boolean {
  return group === 'tools' && neededTools.has(name);
}

/** What was called before these days, or by a conversation that began elsewhere, has left its results in the prompts: it was used, nobody knows how often. */
function usageOf({ sources }: WhatIfFacts, items: readonly WhatIfItem[], useTokens: number): Usage {
  const offering = items.flatMap(({ own }) => own.flatMap((index) => sources[index] ?? [])).filter(({ definitions }) => definitions !== null);
  if (offering.length === 0) return { is: 'always' };
  const known = offering.filter(({ calls }) => calls !== null);
  const calls = known.reduce((sum, one) => sum + (one.calls ?? 0), 0);
  if (calls > 0) return { is: 'called', calls };
  if (useTokens > 0) return { is: 'unknown' };
  const isSure = known.length === offering.length && Math.max(...known.map(({ answered }) => answered)) >= offeredOften && known.every(({ answered, definitions }) => answered * 2 >= (definitions ?? 0));
  return isSure ? { is: 'never' } : { is: 'unknown' };
}

function tokensOfAll({ total: { tokensByState } }: WhatIfFacts): number {
  return Object.values(tokensByState).reduce((sum, tokens) => sum + tokens, 0);
}

function wordsOfItem({ key }: WhatIfItem): Pick<WhatIfRow, 'name' | 'about'> {
  const source = sourceOfKey(key);
  if (source === null) return { name: key, about: null };
  const named = fieldOfKey(key, 'tool') ?? fieldOfKey(key, 'uri') ?? (source.kind === 'mcp-prompt' ? fieldOfKey(key, 'name') : null);
  const kind = source.kind === 'mcp-tool-definition' ? 'tool' : kindWords(source.kind).replace(/^MCP /, '');
  return named === null ? { name: kind.charAt(0).toUpperCase() + kind.slice(1), about: null } : { name: named, about: kind };
}

const ownerWords: Partial<Readonly<Record<SourceKind, string>>> = { 'tool-definition': 'tool', 'builtin-result': 'tool', 'agent-listing': 'agent' };

function wordsOfOwner(facts: WhatIfFacts, { group, kind, items }: WhatIfOwner): string {
  if (group === 'mcp') return 'MCP server';
  if (group === 'skills') return 'skill';
  const first = items[0]?.own[0];
  const source = first === undefined ? null : sourceOfKey(facts.sources[first]?.key ?? '');
  return ownerWords[kind] ?? (source === null ? kindWords(kind) : kindTitle(source));
}
