import type { Finding, InsightRule } from './finding.ts';
import { cacheRemedies, carriedRemedies, fullWindowRemedies, readAgainRemedies, unknownHarnessRemedies } from './remedies/advice-remedies.ts';
import { agentRemedies } from './remedies/agent-remedies.ts';
import { memoryRemedies } from './remedies/memory-remedies.ts';
import type { Remedy, Where } from './remedies/remedy.ts';
import { serverRemedies } from './remedies/server-remedies.ts';
import { skillRemedies } from './remedies/skill-remedies.ts';
import { toolRemedies } from './remedies/tool-remedies.ts';

/** What a remedy is made of; the rest of a finding is for reading. */
export type RemediedFinding = Pick<Finding, 'rule' | 'subject'>;

/** What can be done about a finding, what is best first. Only what was measured with the real Claude Code is a settings edit: `docs/decisions/0036-remedies.md`. */
export function remediesOf(finding: RemediedFinding, where: Where): readonly Remedy[] {
  return byRule[finding.rule](finding, where);
}

const byRule: Readonly<Record<InsightRule, (finding: RemediedFinding, where: Where) => readonly Remedy[]>> = {
  'unused-server': ({ subject }, where) => serverRemedies(subject.name, where),
  'unused-tool': ({ subject }) => toolRemedies(subject),
  'unused-skill': ({ subject }, where) => skillRemedies(subject.name, where),
  'long-memory': ({ subject }, where) => memoryRemedies(subject, where),
  'repeated-memory': ({ subject }, where) => memoryRemedies(subject, where),
  'carried-results': ({ subject }) => carriedRemedies(subject),
  'files-read-again': () => readAgainRemedies,
  'cache-break': ({ subject }) => cacheRemedies(subject),
  'dear-subagent': ({ subject }, where) => agentRemedies(subject.name, where),
  'full-window': () => fullWindowRemedies,
  'low-rated': (finding, where) => lowRatedRemedies(finding, where),
  'unknown-harness': () => unknownHarnessRemedies,
};

function lowRatedRemedies({ subject }: RemediedFinding, where: Where): readonly Remedy[] {
  switch (subject.group) {
    case 'mcp':
      return serverRemedies(subject.name, where);
    case 'skills':
      return skillRemedies(subject.name, where);
    case 'memory':
      return memoryRemedies(subject, where);
    case 'tools':
      return toolRemedies(subject);
    default:
      return [{ id: 'advice', does: 'Read the requests with the lowest ratings: what they have in common says what to change.', loses: null, onlyIn: null, action: { kind: 'advice' } }];
  }
}
