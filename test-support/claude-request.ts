export interface ClaudeRequest {
  readonly sessionId: string;
  readonly prompt: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const sessionOfTests = '3c8e5f9a-1b7d-4e02-9c55-6f1f0a2b4d17';

/**
 * A request shaped as Claude Code sends them: identity in headers and metadata, system blocks, a built-in and an MCP tool, project
 * memory, a prompt, a call of the MCP tool and its result. The words are ours.
 */
export function claudeRequest(prompt = 'Which port does the depot listen on?', sessionId = sessionOfTests): ClaudeRequest {
  const body = JSON.stringify({
    model: 'claude-sonnet-4-5',
    max_tokens: 1024,
    stream: true,
    metadata: { user_id: JSON.stringify({ device_id: 'd', account_uuid: '', session_id: sessionId }) },
    system: [
      { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1.330.abc; cc_entrypoint=cli;' },
      { type: 'text', text: "You are Claude Code, Anthropic's official CLI for Claude." },
      { type: 'text', text: 'Answer about this repository and nothing else.', cache_control: { type: 'ephemeral' } },
    ],
    tools: [
      { name: 'Read', description: 'Reads a file.', input_schema: { type: 'object', properties: { file_path: { type: 'string' } } } },
      { name: 'mcp__depot__lookup', description: 'Looks a thing up.', input_schema: { type: 'object', properties: { word: { type: 'string' } } } },
    ],
    messages: [
      {
        role: 'user',
        content: [
          {
            type: 'text',
            text: '<system-reminder>\nCodebase and user instructions are shown below.\n\nContents of /home/someone/depot/CLAUDE.md (project instructions, checked into the codebase):\n\nSpeak plainly. Żółw – 亀.\n</system-reminder>\n',
          },
          { type: 'text', text: prompt },
        ],
      },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_depot', name: 'mcp__depot__lookup', input: { word: 'port' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_depot', content: 'The depot listens on 7070.' }] },
    ],
  });
  return {
    sessionId,
    prompt,
    body,
    headers: {
      'X-Claude-Code-Session-Id': sessionId,
      'x-claude-code-request-class': 'main',
      'anthropic-version': '2023-06-01',
      'x-app': 'cli',
    },
  };
}
