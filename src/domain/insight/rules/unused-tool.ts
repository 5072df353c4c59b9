import { filterOfTests, testOfSource } from '../evidence.ts';
import { shareOfPrompts, type Found, type Rule } from '../found.ts';
import type { InsightFacts, OwnerFacts, SourceFacts } from '../insight-facts.ts';
import { normaliseServerName } from '../../attribution/mcp-names.ts';
import { fieldOfKey } from '../../attribution/source-key.ts';
import { neededTools } from '../needed-tools.ts';
import { isNeverCalled, serversInUse, toolsInUse, wireName } from '../never-called.ts';
import { countedText, countText, shareText, tokensText } from '../words/figures.ts';
import { named } from '../words/names.ts';

/** Some five prompts of eight requests each. A single tool is made for a single kind of task, so that more tasks have to pass without it than without a whole server. */
const leastRequests = 40;
/** As for servers: less changes no bill. Of Claude Code's own tools a fifth or so have so much in an ordinary prompt. */
const leastShare = 0.005;

/** Tools that were never called: Claude Code's own that can be done without, and single tools of MCP servers that are in use. Those of a server that is not are its own finding. */
export const unusedTools: Rule = (facts) => {
  const inUse = toolsInUse(facts);
  const servers = serversInUse(facts);
  return facts.owners.flatMap((owner) => {
    if (owner.group === 'mcp' ? owner.name === null || !servers.has(normaliseServerName(owner.name)) : owner.group !== 'tools') return [];
    return owner.sources.flatMap((source) => {
      if (source.kind !== 'tool-definition' && source.kind !== 'mcp-tool-definition') return [];
      const tool = fieldOfKey(source.key, 'tool');
      if (tool === null || (source.kind === 'tool-definition' && neededTools.has(tool)) || inUse.has(wireName(source.key))) return [];
      return shareOfPrompts(source.tokens, facts) >= leastShare && isNeverCalled(source, leastRequests) ? [foundOf(owner, source, tool, facts)] : [];
    });
  });
};

function areOthersCalled({ calls, sources }: OwnerFacts): boolean {
  return (calls ?? 0) > 0 || sources.some(({ kind, requests }) => kind === 'mcp-result' && requests > 0);
}

function foundOf(owner: OwnerFacts, source: SourceFacts, tool: string, facts: InsightFacts): Found {
  const { key, kind, requests, tokens, costMicroUsd, definitions, answered } = source;
  const offered = definitions ?? 0;
  const isOfServer = kind === 'mcp-tool-definition' && owner.name !== null;
  return {
    subject: { key, kind, group: owner.group, name: tool },
    expense: { tokens, costMicroUsd },
    isEstimated: false,
    title: isOfServer ? `The tool ${named(tool)} of ${named(owner.name ?? '')} was never called` : `The tool ${named(tool)} was never called`,
    explanation: [
      `It was offered in ${countedText(offered, 'request')} and takes ${tokensText(tokens / Math.max(1, requests))} of each.`,
      isOfServer ? `${areOthersCalled(owner) ? 'Other tools of this server are in use' : 'The server is in use for its resources or prompts'}, so that it is this one tool that could be denied.` : 'Claude Code brings it along. What is denied is not sent.',
      ...(answered < offered ? [`Of ${countedText(offered - answered, 'request')} it is not known what the answer called.`] : []),
    ],
    figures: [
      ['Requests that offered it', countText(offered)],
      ['Calls', '0'],
      ['Tokens a request', countText(tokens / Math.max(1, requests))],
      ['Share of all prompts', shareText(shareOfPrompts(tokens, facts))],
    ],
    evidence: { requests, filter: filterOfTests([testOfSource(source)]), ids: [] },
  };
}
