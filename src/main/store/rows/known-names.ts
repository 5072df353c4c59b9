import type { KnownNames } from '../../../domain/filter/complete-filter.ts';
import { fieldOfKey } from '../../../domain/attribution/source-key.ts';
import type { Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';

interface NamesRecord {
  readonly model: string | null;
  readonly agent_name: string | null;
  readonly project_directory: string | null;
  readonly error_code: string | null;
}

interface SourceRecord {
  readonly kind: string;
  readonly name: string;
  readonly key: string;
}

/** Names of older exchanges are not offered: looking for them takes time, and they can be written all the same. */
const recentExchanges = 10_000;
const recentOfSessions = 2000;
const mostNames = 500;
const mostSources = 5000;

/** The names that exchanges have, for completing filters. */
export function knownNameReads(store: Store): Pick<StoreReads, 'readKnownNames'> {
  const listNames = store.prepare<[number, number], NamesRecord>(`
    SELECT model, agent_name, project_directory, error_code FROM (
      SELECT request_started_at_us, model, agent_name, project_directory, error_code FROM exchange INDEXED BY exchange_facts
      ORDER BY request_started_at_us DESC, number DESC LIMIT ?)
    GROUP BY 1, 2, 3, 4 ORDER BY max(request_started_at_us) DESC LIMIT ?`);
  const listHosts = store
    .prepare<[number, number], string>(
      `SELECT host FROM (SELECT request_started_at_us, host FROM exchange INDEXED BY exchange_by_time ORDER BY request_started_at_us DESC, number DESC LIMIT ?)
      GROUP BY host ORDER BY max(request_started_at_us) DESC LIMIT ?`,
    )
    .pluck();
  const listSessions = store.prepare<[number, number], { readonly id: string; readonly title: string | null }>(`
    SELECT session_key AS id, (SELECT title FROM exchange AS titled WHERE titled.session_key = recent.session_key AND title IS NOT NULL
        AND request_class = 'main' ORDER BY request_started_at_us LIMIT 1) AS title
    FROM (SELECT request_started_at_us, session_key FROM exchange INDEXED BY exchange_by_time ORDER BY request_started_at_us DESC, number DESC LIMIT ?) AS recent
    GROUP BY session_key ORDER BY max(request_started_at_us) DESC LIMIT ?`);
  const listSources = store.prepare<[number], SourceRecord>('SELECT kind, name, key FROM source WHERE name IS NOT NULL ORDER BY number DESC LIMIT ?');

  return {
    readKnownNames: () => {
      const names = listNames.all(recentExchanges, mostSources);
      const sources = listSources.all(mostSources);
      const ofKinds = (...kinds: readonly string[]): readonly string[] => different(sources.map(({ kind, name }) => (kinds.includes(kind) ? name : null)));
      return {
        sessions: listSessions.all(recentOfSessions, mostNames),
        models: different(names.map(({ model }) => model)),
        agents: different(names.map(({ agent_name: agent }) => agent)),
        projects: different(names.map(({ project_directory: project }) => project)),
        errors: different(names.map(({ error_code: code }) => code)),
        hosts: listHosts.all(recentOfSessions, mostNames),
        servers: ofKinds('mcp-tool-definition', 'mcp-instructions', 'mcp-result', 'mcp-resource', 'mcp-prompt', 'mcp-status'),
        serverTools: serverTools(sources),
        skills: ofKinds('skill-listing', 'skill-body', 'slash-command'),
        memoryFiles: ofKinds('memory-file'),
        tools: ofKinds('tool-definition', 'builtin-result'),
        hookEvents: ofKinds('hook'),
      };
    },
  };
}

function serverTools(sources: readonly SourceRecord[]): KnownNames['serverTools'] {
  return sources.flatMap(({ kind, name, key }) => {
    const tool = kind === 'mcp-tool-definition' ? fieldOfKey(key, 'tool') : null;
    return tool === null ? [] : [{ server: name, tool }];
  });
}

function different(names: readonly (string | null)[]): readonly string[] {
  return [...new Set(names.flatMap((name) => (name === null || name === '' ? [] : [name])))].slice(0, mostNames);
}
