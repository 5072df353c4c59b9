import type { InsightRange } from '../../../contract/insight-view.ts';
import type { ConversationHabits, SubagentFacts } from '../../../domain/insight/insight-facts.ts';
import type { Store } from '../open-store.ts';
import { inRange, rangeValues, type TimeValues } from './range-values.ts';

interface RunRecord {
  readonly first_number: number;
  readonly first_us: number;
  readonly requests: number;
  readonly prompt_tokens: number;
  readonly output_tokens: number;
  readonly cost: number | null;
}

interface Runs {
  readonly agent: string | null;
  readonly runs: (RunRecord & { readonly id: string })[];
}

const mostExamples = 12;
const resultOfAgent = 'subagent-result/agent=';
/** Where the results of more runs are missing (their parents go on behind the range, or are not stored), what was handed back is not known. */
const leastHandedBack = 0.8;

/** The subagents of a range by their type, the dearest first. What they handed back is what the conversations hold of it. */
export function subagentReader(store: Store): (range: InsightRange, conversations: readonly ConversationHabits[]) => readonly SubagentFacts[] {
  // Of the columns beside min() SQLite takes those of its row. In the order of the index of turns each bill would be looked up by itself: the plus keeps to that of time.
  const listRuns = store.prepare<[TimeValues], RunRecord>(`
    SELECT exchange_number AS first_number, min(at_us) AS first_us, count(*) AS requests, coalesce(sum(prompt_tokens), 0) AS prompt_tokens,
      coalesce(sum(output_tokens), 0) AS output_tokens, sum(cost_micro_usd) AS cost
    FROM bill WHERE ${inRange} AND is_main = 0 AND thread_key <> 'main' GROUP BY +session_key, +thread_key`);
  const readAgent = store.prepare<[number], { readonly id: string; readonly agent: string | null }>('SELECT id, agent_name AS agent FROM exchange WHERE number = ?');
  return (range, conversations) => {
    const byAgent = new Map<string | null, Runs>();
    for (const run of listRuns.all(rangeValues(range))) {
      const { id = '', agent = null } = readAgent.get(run.first_number) ?? {};
      const known = byAgent.get(agent) ?? { agent, runs: [] };
      known.runs.push({ ...run, id });
      byAgent.set(agent, known);
    }
    const handedBack = handedBackIn(conversations);
    return [...byAgent.values()].map((runs) => factsOf(runs, handedBack)).toSorted((one, other) => (other.costMicroUsd ?? -1) - (one.costMicroUsd ?? -1) || other.promptTokens - one.promptTokens);
  };
}

function factsOf({ agent, runs }: Runs, handedBack: ReadonlyMap<string, HandedBack>): SubagentFacts {
  const results = agent === null ? undefined : handedBack.get(agent);
  const sumOf = (figure: 'requests' | 'prompt_tokens' | 'output_tokens') => runs.reduce((sum, run) => sum + run[figure], 0);
  const dearest = runs.toSorted((one, other) => (other.cost ?? -1) - (one.cost ?? -1) || other.prompt_tokens - one.prompt_tokens);
  return {
    agent,
    runs: runs.length,
    requests: sumOf('requests'),
    promptTokens: sumOf('prompt_tokens'),
    outputTokens: sumOf('output_tokens'),
    costMicroUsd: runs.reduce<number | null>((sum, { cost }) => (cost === null ? sum : (sum ?? 0) + cost), null),
    handedBackTokens: results === undefined || results.results < runs.length * leastHandedBack ? null : results.tokens,
    ids: dearest.slice(0, mostExamples).map(({ id }) => id),
  };
}

interface HandedBack {
  results: number;
  tokens: number;
}

/** By the type of the agent; of calls that name none nothing is said. */
function handedBackIn(conversations: readonly ConversationHabits[]): ReadonlyMap<string, HandedBack> {
  const byAgent = new Map<string, HandedBack>();
  for (const { habits } of conversations) {
    for (const { sourceKey, subject, tokens, results } of habits) {
      if (subject === null || !sourceKey.startsWith(resultOfAgent)) continue;
      const known = byAgent.get(subject) ?? { results: 0, tokens: 0 };
      byAgent.set(subject, known);
      known.results += results;
      known.tokens += tokens;
    }
  }
  return byAgent;
}
