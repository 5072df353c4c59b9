import { matchesOf, partsFrom, type Part, type RuleContext, type SectionRule } from './section-rule.ts';
import type { Source } from './source.ts';

const skillOpener = 'The following skills are available for use with the Skill tool:';
const agentOpener = 'Available agent types for the Agent tool:';
const agentAdvice = 'When you launch multiple agents';
const toolsOfAgent = ' (Tools: ';
/** An agent with all tools of many servers named has a long line. */
const longestTools = 20_000;

/** Sections that list things, one a line: each line belongs to what it names. */
export const listingRules: readonly SectionRule[] = [
  {
    name: 'skill listing',
    opener: skillOpener,
    extent: 'open',
    isAuthored: true,
    // A subagent may have the tool without the list.
    isDue: ({ toolNames, isSubagent }) => (toolNames.has('Skill') && !isSubagent) || null,
    // 2.1.330 flattens each description to one line; 2.1.197 sends its empty lines too.
    isSealed: ({ isNewerThan197 }) => isNewerThan197 === true,
    parts: skillLines,
  },
  {
    name: 'agent listing',
    opener: agentOpener,
    extent: 'open',
    isAuthored: true,
    isDue: ({ toolNames, isSubagent }) => ((toolNames.has('Agent') || toolNames.has('Task')) && !isSubagent) || null,
    endsOf: endsOfAgents,
    sealedBy: 'agent listing advice',
    parts: agentLines,
  },
  {
    name: 'agent listing advice',
    opener: agentAdvice,
    extent: 'paragraph',
    isAuthored: false,
    source: () => ({ kind: 'agent-listing' }),
  },
  {
    name: 'more skills',
    opener: 'The following skills are also available for use with the Skill tool.',
    extent: 'open',
    isAuthored: true,
    parts: skillLines,
  },
  {
    name: 'skills discovered',
    opener: 'New skills discovered in ',
    extent: 'open',
    isAuthored: true,
    parts: skillLines,
  },
  {
    name: 'more agents',
    opener: 'New agent types are now available for the Agent tool:',
    extent: 'open',
    isAuthored: true,
    endsOf: endsOfAgents,
    parts: agentLines,
  },
  {
    name: 'agents that are gone',
    opener: 'The following agent types are no longer available:',
    extent: 'paragraph',
    isAuthored: false,
    parts: agentLines,
  },
];

/** Where descriptions keep their lines, every entry but the first could be part of the description before it. */
function skillLines(section: string, { index }: RuleContext): readonly Part[] {
  const beginnings: { start: number; source: Source; isClaimed?: boolean }[] = [{ start: 0, source: { kind: 'skill-listing' } }];
  for (const found of matchesOf(section, /\n- (.{1,120}?)(?:: |(?=\n|$))/g)) {
    const isClaimed = index.isNewerThan197 !== true && beginnings.length > 1;
    beginnings.push({ start: found.index + 1, source: { kind: 'skill-listing', name: found[1] ?? '' }, ...(isClaimed ? { isClaimed } : {}) });
  }
  return partsFrom(section.length, beginnings);
}

/** Every entry ends with the tools of the agent: `(Tools: Read, Edit)`. A description that has lines of its own does not. */
function endsOfAgents(text: string, start: number): (lineEnd: number) => boolean {
  // The first entry shows whether this version names tools.
  if (!text.slice(start, start + 4000).includes(toolsOfAgent)) return () => true;
  return (lineEnd) => {
    if (text.charAt(lineEnd - 1) !== ')') return false;
    const line = text.slice(Math.max(start, lineEnd - longestTools), lineEnd);
    return line.slice(line.lastIndexOf('\n') + 1).includes(toolsOfAgent);
  };
}

function agentLines(section: string): readonly Part[] {
  const beginnings: { start: number; source: Source; isClaimed?: boolean }[] = [{ start: 0, source: { kind: 'agent-listing' } }];
  const isEnd = endsOfAgents(section, 0);
  let hasLines = false;
  for (const found of matchesOf(section, /\n- (.{1,120}?)(?:: |(?=\n|$))/g)) {
    if (beginnings.length > 1 && !isEnd(found.index)) {
      hasLines = true;
      continue;
    }
    beginnings.push({ start: found.index + 1, source: { kind: 'agent-listing', name: found[1] ?? '' }, ...(hasLines ? { isClaimed: true } : {}) });
  }
  const advice = section.lastIndexOf(`\n\n${agentAdvice}`);
  if (advice > (beginnings.at(-1)?.start ?? 0)) beginnings.push({ start: advice + 2, source: { kind: 'agent-listing' } });
  return partsFrom(section.length, beginnings);
}
