import { normaliseServerName } from '../../attribution/mcp-names.ts';
import { filterOfTests } from '../evidence.ts';
import { shareOfPrompts, type Rule } from '../found.ts';
import { isNeverCalled, serversInUse } from '../never-called.ts';
import { countedText, countText, shareText, tokensText } from '../words/figures.ts';
import { named } from '../words/names.ts';

/** Of a server that serves every tenth request, a session of eight without a call is nothing strange; from there on it is said, and marked as thin below twenty. */
const leastRequests = 8;
/** Half a hundredth: ten such servers are not a twentieth of a bill. A server whose tools are deferred stays below, with a line for each. */
const leastShare = 0.005;

/** MCP servers whose tools were offered and never called, and which gave no resource and no prompt either. All that they brought is avoidable. */
export const unusedServers: Rule = (facts) => {
  const inUse = serversInUse(facts);
  return facts.owners.flatMap((owner) => {
    const { key, group, name, requests, tokens, costMicroUsd, definitions, answered, sources } = owner;
    const isWorthIt = shareOfPrompts(tokens, facts) >= leastShare;
    if (group !== 'mcp' || name === null || definitions === null || !isWorthIt || inUse.has(normaliseServerName(name)) || !isNeverCalled(owner, leastRequests)) return [];
    const tools = sources.filter(({ kind }) => kind === 'mcp-tool-definition').length;
    const instructions = sources.filter(({ kind }) => kind === 'mcp-instructions').reduce((sum, source) => sum + source.tokens, 0);
    const offer = tools === 1 ? 'its tool' : `its ${countText(tools)} tools`;
    return {
      subject: { key, kind: null, group, name },
      expense: { tokens, costMicroUsd },
      isEstimated: false,
      title: `The MCP server ${named(name)} was never used`,
      explanation: [
        `${countedText(definitions, 'request')} offered ${offer}, and no answer called ${tools === 1 ? 'it' : 'any of them'}. Nothing else of this server was asked for.`,
        `It takes ${tokensText(tokens / Math.max(1, requests))} of every prompt that has it.`,
        ...(instructions > 0 ? ['Part of that is its instructions. If you keep the server for these, it is in use.'] : []),
        ...(answered < definitions ? [`Of ${countedText(definitions - answered, 'request')} it is not known what the answer called.`] : []),
      ],
      figures: [
        ['Requests that offered it', countText(definitions)],
        ['Calls', '0'],
        ['Tools', countText(tools)],
        ['Tokens a request', countText(tokens / Math.max(1, requests))],
        ['Share of all prompts', shareText(shareOfPrompts(tokens, facts))],
      ],
      evidence: { requests, filter: filterOfTests([{ is: 'mcp', server: name, tool: null }]), ids: [] },
    };
  });
};
