import { safetyCheckOpener, sideQuestionOpener, titleOpener } from '../anthropic/auxiliary-openers.ts';
import { isBillingLine } from '../anthropic/billing-line.ts';
import { statedClass, statedIn, type RequestClass, type RequestHead } from '../anthropic/request.ts';
import { memberOf, startOf, endOf, type JsonTree } from '../json/json-tree.ts';
import { lastUserTexts, type RequestView } from './request-view.ts';

/**
 * What Claude Code asks for itself, not for the user: the name of a session, the summary of a fetched page, a search of the web, the
 * size of a part of the context, the summary that a conversation goes on from, whether an action is safe, whether there is quota,
 * whether the topic is new; and what the user asks beside the conversation.
 */
export const auxiliaryPurposes = [
  'title',
  'web-fetch',
  'web-search',
  'count-tokens',
  'compaction',
  'side-question',
  'safety-check',
  'quota-probe',
  'topic',
  'other',
] as const;
export type AuxiliaryPurpose = (typeof auxiliaryPurposes)[number];

/** A row of the table of those that are told by their content. */
interface PurposeRule {
  readonly purpose: AuxiliaryPurpose;
  readonly matches: (view: RequestView, lastTexts: readonly string[]) => boolean;
}

/** Seen in 2.1.330 and 2.1.197, but for the last three: other inspectors know those from older versions. */
const rules: readonly PurposeRule[] = [
  {
    purpose: 'compaction',
    // 2.1.197 puts it behind the user's text in one message.
    matches: (_view, texts) => /^(?:CRITICAL: Respond with TEXT ONLY\.|Your task is to create a detailed summary of)/.test(texts.at(-1) ?? ''),
  },
  {
    purpose: 'title',
    matches: ({ systemTexts, toolTypes }, texts) =>
      systemTexts.some((text) => text.startsWith(titleOpener)) ||
      (toolTypes.length === 0 && texts.at(-1)?.startsWith('<session>') === true),
  },
  {
    purpose: 'web-fetch',
    matches: ({ toolTypes }, texts) =>
      toolTypes.length === 0 && texts.some((text) => /^\s*Web page content:\n---|\n<fetched-web-content\b/.test(text.slice(0, 4000))),
  },
  {
    purpose: 'web-search',
    matches: ({ toolTypes }) => toolTypes.length === 1 && toolTypes[0]?.startsWith('web_search_') === true,
  },
  {
    // 2.1.330 in auto mode: an action is judged by another model before it is taken.
    purpose: 'safety-check',
    matches: ({ systemTexts }) => systemTexts.some((text) => text.startsWith(safetyCheckOpener)),
  },
  {
    // `/btw`: the question stands behind what the harness says of it, or in a text of its own after it.
    purpose: 'side-question',
    matches: (_view, texts) => texts.some((text) => text.startsWith(sideQuestionOpener)),
  },
  {
    purpose: 'quota-probe',
    matches: ({ tree, messages, systemTexts }, texts) =>
      messages.length === 1 && systemTexts.every(isBillingLine) && texts.length === 1 && texts[0] === 'quota' && asksForOneToken(tree),
  },
  {
    // A guess at what the user will say next, asked at the end of the conversation.
    purpose: 'other',
    matches: (_view, texts) => texts.at(-1)?.startsWith('[SUGGESTION MODE:') === true,
  },
  {
    purpose: 'topic',
    matches: ({ systemTexts }) => systemTexts.some((text) => text.startsWith('Analyze if this message indicates a new conversation topic')),
  },
];

/**
 * Why Claude Code sent a request that is no step of a conversation; null for steps, and for what is not the Messages API. Headers say
 * that it is one where they say anything, and which one a compaction is; the rest, and everything under 2.1.197, is told by the content.
 */
export function auxiliaryPurpose(head: RequestHead, requestClass: RequestClass, view: RequestView): AuxiliaryPurpose | null {
  if (requestClass === 'other') return null;
  if (requestClass === 'count-tokens') return 'count-tokens';
  const stated = statedClass(head);
  if (requestClass === 'compaction' || compactionTrigger(head) !== null) return 'compaction';
  if (stated === 'main' || stated === 'subagent') return null;
  const texts = lastUserTexts(view);
  return rules.find(({ matches }) => matches(view, texts))?.purpose ?? (stated === 'auxiliary' ? 'other' : null);
}

/** Who asked for the summary that this request is to make; null where no header says. */
export function compactionTrigger(head: RequestHead): 'manual' | 'auto' | null {
  return triggerIn(statedIn(head, 'x-claude-code-compaction') ?? statedIn(head, 'x-cc-compaction-request'));
}

/** The trigger that a header of compaction states. */
export function triggerIn(value: string | null): 'manual' | 'auto' | null {
  return value === 'manual' || value === 'auto' ? value : null;
}

function asksForOneToken(tree: JsonTree): boolean {
  const node = memberOf(tree, 0, 'max_tokens');
  return node !== null && endOf(tree, node) - startOf(tree, node) === 1 && tree.bytes[startOf(tree, node)] === 0x31;
}
