import { itemsOf, kindOf, memberOf } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';
import { isBillingLine } from '../anthropic/billing-line.ts';
import { builtinAgents } from '../anthropic/builtin-agents.ts';
import { headedRuns, introductionRuns, sessionRuns } from './system-sections.ts';
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
  if (position >= 2 && walk.index.isSubagent && !walk.index.isFork) return subagentRuns(walk, text);
  return position <= 2 ? introductionRuns(text, walk.index.isNewerThan197) : sessionRuns(text, walk.index.saysAppended);
}


/** Where the harness's own notes begin after a custom agent's prompt: 2.1.330, then 2.1.197. */
const agentNotes = ['\n\nMessages from the agent that launched you', '\n\nNotes:\n- Agent threads', '\n\ngitStatus: '] as const;

function subagentRuns(walk: Walk, text: string): readonly AttributedRun[] {
  // A custom agent's file may begin as a built-in prompt does.
  const builtin = walk.index.agentType === 'custom' ? undefined : builtinAgents.find(([opener]) => text.startsWith(opener));
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
