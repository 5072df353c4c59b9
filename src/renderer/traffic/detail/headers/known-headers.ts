/** What headers of Claude Code and of the API mean, as seen of them; names in lower case. */
const known: ReadonlyMap<string, string> = new Map([
  ['x-claude-code-session-id', 'The session. The same for all its requests, subagents included; /clear and a new run begin another.'],
  ['x-claude-code-prompt-id', 'The prompt of the user that this serves: the same for its round trips and subagents.'],
  ['x-claude-code-request-class', 'What Claude Code sent it for: main, subagent, auxiliary or compaction.'],
  ['x-claude-1p-request-class', 'The same in finer classes.'],
  ['x-claude-code-agent-id', 'The subagent that sent it; the main thread sends none.'],
  ['x-claude-code-parent-agent-id', 'The agent that started this one.'],
  ['x-claude-code-agent-type', 'The kind of subagent; one of the user’s own is only called custom.'],
  ['x-claude-code-prev-tool-durations', 'How long the tools took that ran since the request before.'],
  ['x-claude-code-sandy-plover', 'The names of the tools used so far in this session, by subagents too.'],
  ['x-claude-code-compaction', 'This request has the conversation summed up: by hand or by itself.'],
  ['x-cc-compaction-request', 'This request has the conversation summed up: by hand or by itself.'],
  ['x-claude-code-context-compacted', 'The first request after a compaction.'],
  ['x-client-request-id', 'New with every attempt: a retry has the same body and another of these.'],
  ['x-stainless-retry-count', 'The SDK’s own count. The retries of Claude Code leave it at 0.'],
  ['x-stainless-timeout', 'How long the client waits, in seconds.'],
  ['x-app', 'Which program of Anthropic’s asks.'],
  ['anthropic-beta', 'Features that are asked for. oauth-… stands for a subscription login, context-1m-… for the window of a million tokens.'],
  ['anthropic-version', 'The version of the API.'],
  ['authorization', 'The login of a subscription, or a token. Never stored.'],
  ['x-api-key', 'The API key. Never stored.'],
  ['user-agent', 'claude-cli for prompts, claude-code or others for side calls; behind it the version and how it was started.'],
  ['request-id', 'The API’s name for this exchange. Claude Code keeps it as requestId in its own transcript.'],
  ['retry-after', 'How long to wait before the next attempt. Claude Code does.'],
]);

/** What a header is for, or null for one that is not explained. */
export function headerMeaning(name: string): string | null {
  const key = name.toLowerCase();
  return known.get(key) ?? (key.startsWith('anthropic-ratelimit-') ? 'A limit of the account: read out above.' : null);
}
