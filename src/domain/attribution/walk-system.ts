import { itemsOf, kindOf, memberOf } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';
import { isBillingLine } from '../anthropic/billing-line.ts';
import type { AttributedRun } from './sections.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';
import { closeElement, contentsOf, takeRuns, takeValue, wholeRun, type Walk } from './walk.ts';

/** The system prompt: billing line, identity, then sections by heading; a subagent's own prompt where it is one's. */
export function walkSystem(walk: Walk, system: number): void {
  if (kindOf(walk.tree, system) === 'string') {
    walkText(walk, system, 'system', 2);
    return;
  }
  let position = 0;
  itemsOf(walk.tree, system).forEach((block, blockIndex) => {
    const text = memberOf(walk.tree, block, 'text');
    const path = `system[${blockIndex}]`;
    if (text === null || kindOf(walk.tree, text) !== 'string') {
      takeValue(walk, block, path, { kind: 'unknown' }, 'certain');
    } else {
      const isBilling = isBillingLine(textOf(walk.tree, text) ?? '');
      // Without a billing line the identity comes first; the places after it count from there.
      if (blockIndex === 0 && !isBilling) position = 1;
      walkText(walk, text, `${path}.text`, position);
      position += 1;
    }
    closeElement(walk, block);
  });
}

function walkText(walk: Walk, node: number, path: string, position: number): void {
  const contents = contentsOf(walk, node);
  takeRuns(walk, node, path, contents, runsOf(walk, contents.text, position));
}

function runsOf(walk: Walk, text: string, position: number): readonly AttributedRun[] {
  if (isBillingLine(text)) return wholeRun(text, { kind: 'billing-line' }, 'certain');
  if (/^You are (?:Claude Code, Anthropic|a Claude agent)/.test(text) && !text.includes('\n')) {
    return wholeRun(text, { kind: 'system-prompt', section: 'identity' }, 'certain');
  }
  if (position >= 2 && walk.index.isSubagent && walk.index.agentType !== 'fork') return subagentRuns(walk, text);
  return headedRuns(text, { kind: 'system-prompt', section: position <= 2 ? 'introduction' : 'session' });
}

const builtinAgents: readonly (readonly [string, string])[] = [
  ['You are an agent for Claude Code', 'general-purpose'],
  ['You are a file search specialist', 'Explore'],
  ['You are a software architect', 'Plan'],
];

/** Where the harness's own notes begin after a custom agent's prompt: 2.1.330, then 2.1.197. */
const agentNotes = ['\n\nMessages from the agent that launched you', '\n\nNotes:\n- Agent threads', '\n\ngitStatus: '] as const;

function subagentRuns(walk: Walk, text: string): readonly AttributedRun[] {
  const builtin = builtinAgents.find(([opener]) => text.startsWith(opener));
  const named = walk.index.agentType === 'custom' ? null : walk.index.agentType;
  const agent = named ?? builtin?.[1];
  const source: Source = agent === undefined ? { kind: 'subagent-prompt' } : { kind: 'subagent-prompt', agent };
  const notes = agentNotes.map((opener) => text.indexOf(opener)).filter((at) => at !== -1);
  if (notes.length === 0) return wholeRun(text, source, 'certain');
  const end = Math.min(...notes) + 2;
  // A custom agent's file could hold the opener of the notes itself.
  const confidence: Confidence = builtin === undefined ? 'claimed' : 'certain';
  return [
    { end, source, confidence: 'certain' },
    ...headedRuns(text.slice(end), { kind: 'system-prompt', section: 'agent notes' }).map((run) => ({
      ...run,
      end: run.end + end,
      confidence,
    })),
  ];
}

/** What stands at the beginning of a line where a section begins, or a code fence. */
const beginningOfSection = new RegExp(
  `^(?:${[
    '# ([^\\n]{1,200})$',
    '```',
    'gitStatus: ',
    // Nothing of the harness's own comes behind this one: it is what the user had appended.
    '<total_tokens>[^\\n]*</total_tokens>\\n\\n(?=[^\\n])',
    '<total_tokens>',
    'Here is useful information about the environment',
    '<env>',
  ].join('|')})`,
  'gm',
);

/** Sections by their `# ` heading outside of code fences, and the few known texts without one. */
function headedRuns(text: string, introduction: Source): readonly AttributedRun[] {
  const beginnings: { at: number; source: Source }[] = [{ at: 0, source: introduction }];
  let isFenced = false;
  for (const line of text.matchAll(beginningOfSection)) {
    if (line[0] === '```') isFenced = !isFenced;
    else if (!isFenced) {
      beginnings.push({ at: line.index, source: sectionSource(text, line.index, line[0], line[1]) });
      if (line[0].endsWith('</total_tokens>\n\n')) {
        beginnings.push({ at: line.index + line[0].length, source: { kind: 'system-prompt', section: 'appended' } });
      }
    }
  }
  return beginnings
    .map(({ source }, index) => ({ end: beginnings[index + 1]?.at ?? text.length, source, confidence: 'certain' as const }))
    .filter((run, index) => run.end > (beginnings[index]?.at ?? 0) || text.length === 0);
}

function sectionSource(text: string, at: number, opener: string, heading: string | undefined): Source {
  if (opener === 'gitStatus: ') return { kind: 'environment', part: 'git' };
  if (opener.startsWith('<total_tokens>')) return { kind: 'reminder', which: 'total-tokens' };
  if (heading === undefined || heading === 'Environment') {
    // 2.1.330 keeps what it says of models and product here, and has moved the directory to the messages.
    return text.slice(at, at + 300).includes('orking directory') ? { kind: 'environment', part: 'cwd' } : { kind: 'environment' };
  }
  // 2.1.197 keeps the output style in the system prompt.
  if (heading.startsWith('Output Style: ')) return { kind: 'output-style', name: heading.slice('Output Style: '.length) };
  return { kind: 'system-prompt', section: heading };
}
