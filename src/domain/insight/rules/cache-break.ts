import type { Finding } from '../finding.ts';
import type { Found, Rule } from '../found.ts';
import type { InsightFacts, MissFacts } from '../insight-facts.ts';
import { sourceGroup, type SourceGroup } from '../../attribution/source.ts';
import { breakWords, changeWords } from '../words/cache-breaks.ts';
import { countText, dollarsText, shareText } from '../words/figures.ts';

/** A hundredth of the bill: what is less is lost in how a day differs from the next. */
const leastShareOfCost = 0.01;
/** Of what nobody can do anything about it has to be a twentieth to be worth knowing. */
const leastShareBeyondReach = 0.05;
const beyondReach: ReadonlySet<string> = new Set(['unknown', 'not-asked']);

type Changed = MissFacts['sources'][number];

/** What was paid again because the cache was not read, by its cause; a change by what changed. Tokens are not saved by mending it, but most of their price. */
export const cacheBreaks: Rule = (facts) => facts.misses.flatMap((miss) => (miss.cause === 'changed' && miss.sources.length > 0 ? changesOf(miss, facts) : wholeOf(miss, facts)));

function wholeOf({ cause, requests, extraMicroUsd, ids }: MissFacts, facts: InsightFacts): readonly Found[] {
  const least = beyondReach.has(cause) ? leastShareBeyondReach : leastShareOfCost;
  if (!isWorth(extraMicroUsd, facts, least)) return [];
  const { title, explanation } = breakWords(cause);
  return [foundOf({ key: cause, kind: null, group: null, name: cause }, { title, explanation, requests, extraMicroUsd, ids }, facts)];
}

/** Each change by whose it is: all tools of a server together, all sections of the system prompt. */
function changesOf({ sources, ids }: MissFacts, facts: InsightFacts): readonly Found[] {
  const changes = new Map<string, { readonly first: Changed; requests: number; extraMicroUsd: number | null }>();
  for (const source of sources.toSorted((one, other) => (one.key < other.key ? -1 : 1))) {
    const key = keyOf(source);
    const known = changes.get(key);
    if (known === undefined) changes.set(key, { first: source, requests: source.requests, extraMicroUsd: source.extraMicroUsd });
    else {
      known.requests += source.requests;
      if (source.extraMicroUsd !== null) known.extraMicroUsd = (known.extraMicroUsd ?? 0) + source.extraMicroUsd;
    }
  }
  return [...changes].flatMap(([key, { first, requests, extraMicroUsd }]) => {
    if (!isWorth(extraMicroUsd, facts, leastShareOfCost)) return [];
    const { title, explanation } = changeWords(first.kind, first.name);
    const isOnly = changes.size === 1;
    const subject = { key: `changed/${key}`, kind: first.kind, group: sourceGroup(first.kind) satisfies SourceGroup, name: first.name };
    return foundOf(subject, { title, explanation, requests, extraMicroUsd, ids: isOnly ? ids : [] }, facts);
  });
}

function keyOf({ key, kind, name }: Changed): string {
  if (kind === 'mcp-tool-definition' || kind === 'mcp-instructions') return `mcp/${name ?? ''}`;
  return kind === 'system-prompt' || kind === 'tool-definition' ? kind : key;
}

function isWorth(extraMicroUsd: number | null, { costMicroUsd }: InsightFacts, least: number): extraMicroUsd is number {
  return extraMicroUsd !== null && extraMicroUsd > 0 && costMicroUsd !== null && costMicroUsd > 0 && extraMicroUsd / costMicroUsd >= least;
}

interface Break {
  readonly title: string;
  readonly explanation: readonly string[];
  readonly requests: number;
  readonly extraMicroUsd: number;
  readonly ids: readonly string[];
}

function foundOf(subject: Finding['subject'], { title, explanation, requests, extraMicroUsd, ids }: Break, { costMicroUsd }: InsightFacts): Found {
  return {
    subject,
    expense: { tokens: 0, costMicroUsd: extraMicroUsd },
    isEstimated: false,
    title,
    explanation,
    figures: [
      ['Requests', countText(requests)],
      ['Paid more than for reading', dollarsText(extraMicroUsd)],
      ['Each time', dollarsText(Math.round(extraMicroUsd / Math.max(1, requests)))],
      ['Share of all costs', shareText(extraMicroUsd / (costMicroUsd ?? 0))],
    ],
    evidence: { requests, filter: null, ids },
  };
}
