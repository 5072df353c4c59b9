import { describe, expect, it } from 'vitest';
import { attributed, reminderBlock, systemMessage, textBlock, toolRoundTrip } from '../../../test-support/attributed-request.ts';
import { sectionRules } from './rules.ts';
import type { Source } from './source.ts';

interface Fixture {
  readonly rule: string;
  readonly section: string;
  /** A word of the section, and the source it must be given. */
  readonly expected: readonly (readonly [marker: string, source: Source])[];
}

/** One small section of our own wording behind each opener. */
const fixtures: readonly Fixture[] = [
  {
    rule: 'skill listing',
    section: 'The following skills are available for use with the Skill tool:\n\n- paint: PAINTS things\n  over two lines\n- ops:ship: SHIPS',
    expected: [['PAINTS', { kind: 'skill-listing', name: 'paint' }], ['two lines', { kind: 'skill-listing', name: 'paint' }], ['SHIPS', { kind: 'skill-listing', name: 'ops:ship' }]],
  },
  {
    rule: 'agent listing',
    section: 'Available agent types for the Agent tool:\n- critic: FINDS faults (Tools: Read)\n- pack:scout: LOOKS ahead (Tools: *)',
    expected: [['FINDS', { kind: 'agent-listing', name: 'critic' }], ['LOOKS', { kind: 'agent-listing', name: 'pack:scout' }]],
  },
  { rule: 'agent listing advice', section: 'When you launch multiple agents, do it ATONCE.', expected: [['ATONCE', { kind: 'agent-listing' }]] },
  {
    rule: 'deferred tools',
    section: 'The following deferred tools are now available via ToolSearch. LOADTHEM first:\nWebFetch\nmcp__docs__other',
    expected: [
      ['LOADTHEM', { kind: 'reminder', which: 'deferred-tools' }],
      ['WebFetch', { kind: 'tool-definition', tool: 'WebFetch' }],
      ['mcp__docs__other', { kind: 'mcp-tool-definition', server: 'docs', tool: 'other' }],
    ],
  },
  {
    rule: 'MCP instructions',
    section: '# MCP Server Instructions\n\nThe following MCP servers have provided instructions for how to use their tools and resources:\n\n## docs\nASK nicely.\n\n## a heading of its own\nSTILL docs',
    expected: [['ASK', { kind: 'mcp-instructions', server: 'docs' }], ['STILL', { kind: 'mcp-instructions', server: 'docs' }]],
  },
  {
    rule: 'MCP failed',
    section: 'The following MCP servers are configured but failed to connect — gone:\nbroken one (ENOENT): "NOSUCH file"\n\nADVICE on that.',
    expected: [['NOSUCH', { kind: 'mcp-status', server: 'broken one' }], ['ADVICE', { kind: 'mcp-status' }]],
  },
  {
    rule: 'MCP connecting',
    section: 'The following MCP servers are still connecting — soon:\nslow.server\n\nPATIENCE.',
    expected: [['slow.server', { kind: 'mcp-status', server: 'slow.server' }], ['PATIENCE', { kind: 'mcp-status' }]],
  },
  { rule: 'MCP resource mention', section: 'Full contents of resource:\nRESOURCETEXT', expected: [['RESOURCETEXT', { kind: 'mcp-resource' }]] },
  {
    rule: 'memory block',
    section: "Codebase and user instructions are shown below. Heed them.\n\nContents of /h/.claude/CLAUDE.md (user's private global instructions for all projects):\n\nUSERFILE\n\nContents of /p/CLAUDE.md (project instructions, checked into the codebase):\n\nPROJECTFILE\n\nContents of C:\\p\\CLAUDE.local.md (user's private project instructions, not checked in):\n\nLOCALFILE\n\nContents of /h/MEMORY.md (user's auto-memory, persists across conversations):\n\nAUTOFILE",
    expected: [
      ['USERFILE', { kind: 'memory-file', path: '/h/.claude/CLAUDE.md', scope: 'user' }],
      ['PROJECTFILE', { kind: 'memory-file', path: '/p/CLAUDE.md', scope: 'project' }],
      ['LOCALFILE', { kind: 'memory-file', path: 'C:\\p\\CLAUDE.local.md', scope: 'local' }],
      ['AUTOFILE', { kind: 'memory-file', path: '/h/MEMORY.md', scope: 'auto' }],
    ],
  },
  {
    rule: 'user context block',
    section: "As you answer the user's questions, you can use the following context:\n# claudeMd\nCodebase and user instructions are shown below.\n\nContents of /p/CLAUDE.md (project instructions, checked into the codebase):\n\nPROJECTFILE\n# currentDate\nTHEDAY",
    expected: [['PROJECTFILE', { kind: 'memory-file', path: '/p/CLAUDE.md', scope: 'project' }], ['THEDAY', { kind: 'environment', part: 'date' }]],
  },
  {
    rule: 'nested memory file',
    section: 'Contents of /p/src/CLAUDE.md:\n\nNESTEDFILE',
    expected: [['NESTEDFILE', { kind: 'memory-file', path: '/p/src/CLAUDE.md', scope: 'nested' }]],
  },
  {
    rule: 'nested memory file, Windows',
    section: 'Contents of D:\\p\\CLAUDE.md:\n\nNESTEDFILE',
    expected: [['NESTEDFILE', { kind: 'memory-file', path: 'D:\\p\\CLAUDE.md', scope: 'nested' }]],
  },
  ...['SessionStart:startup hook success: ', 'SessionEnd hook success: ', 'UserPromptSubmit hook additional context: ', 'SubagentStart hook additional context: ', 'SubagentStop hook success: ', 'Stop hook blocking error from command: "x": ', 'PreCompact hook success: ', 'PostCompact hook success: ', 'Setup hook success: ', 'Notification hook success: ', 'InstructionsLoaded hook success: ', 'TaskCompleted hook feedback: ', 'TeammateIdle hook feedback: '].map((opener): Fixture => {
    const event = /^[A-Za-z]+/.exec(opener)?.[0] ?? '';
    return { rule: `hook ${event}`, section: `${opener}HOOKSAID`, expected: [['HOOKSAID', { kind: 'hook', event }]] };
  }),
  ...['PreToolUse', 'PostToolUse', 'PostToolUseFailure', 'PermissionRequest'].map((event): Fixture => ({
    rule: `hook ${event}`,
    section: `${event}:mcp__docs__lookup hook additional context: HOOKSAID`,
    expected: [['HOOKSAID', { kind: 'hook', event, tool: 'mcp__docs__lookup' }]],
  })),
  { rule: 'environment', section: '# Environment\nYou have been invoked in HERE', expected: [['HERE', { kind: 'environment', part: 'cwd' }]] },
  { rule: 'model', section: 'You are powered by the model named SOME.', expected: [['SOME', { kind: 'environment', part: 'model' }]] },
  { rule: 'date', section: "Today's date is TODAY.", expected: [['TODAY', { kind: 'environment', part: 'date' }]] },
  { rule: 'date change', section: "The date has changed. Today's date is now TOMORROW.", expected: [['TOMORROW', { kind: 'environment', part: 'date' }]] },
  { rule: 'attribution', section: 'Attribution for git commits and pull requests you create:\n- SIGN so', expected: [['SIGN', { kind: 'environment', part: 'attribution' }]] },
  {
    rule: 'file mention',
    section: 'Called the Read tool with the following input: {"file_path":"/p/a \\"b\\".md"}\nResult of calling the Read tool:\nFILETEXT',
    expected: [['FILETEXT', { kind: 'file-mention', path: '/p/a "b".md' }]],
  },
  { rule: 'file mention result', section: 'Result of calling the Read tool:\nFILETEXT', expected: [['FILETEXT', { kind: 'file-mention' }]] },
  { rule: 'plan mode', section: 'Plan mode is active. DONOT edit.\n\n## Workflow\n\nPHASES', expected: [['DONOT', { kind: 'mode', name: 'plan' }], ['PHASES', { kind: 'mode', name: 'plan' }]] },
  { rule: 'plan mode left', section: '## Exited Plan Mode\n\nGOON', expected: [['GOON', { kind: 'mode', name: 'plan' }]] },
  { rule: 'auto mode', section: 'While auto mode is active: GOON', expected: [['GOON', { kind: 'mode', name: 'auto' }]] },
  { rule: 'auto mode entered', section: '## Auto Mode Active\n\nGOON', expected: [['GOON', { kind: 'mode', name: 'auto' }]] },
  { rule: 'auto mode left', section: '## Exited Auto Mode\n\nGOON', expected: [['GOON', { kind: 'mode', name: 'auto' }]] },
  { rule: 'output style', section: '# Output Style: Pirate\nSpeak SO.\n\nAnd THUS.', expected: [['SO', { kind: 'output-style', name: 'Pirate' }], ['THUS', { kind: 'output-style', name: 'Pirate' }]] },
  { rule: 'output style reminder', section: 'Pirate output style is active. Remember to follow ITSWAYS.', expected: [['ITSWAYS', { kind: 'output-style', name: 'Pirate' }]] },
  { rule: 'task reminder', section: "The task tools haven't been used recently. MAYBE.", expected: [['MAYBE', { kind: 'reminder', which: 'task-tools' }]] },
  { rule: 'silence reminder', section: "The user hasn't heard from you in a while. SPEAK.", expected: [['SPEAK', { kind: 'reminder', which: 'silence' }]] },
  { rule: 'partial view', section: '[Truncated: PARTIAL view — HALF]', expected: [['HALF', { kind: 'reminder', which: 'partial-view' }]] },
  { rule: 'total tokens', section: '<total_tokens>77001 tokens left</total_tokens>', expected: [['77001', { kind: 'reminder', which: 'total-tokens' }]] },
  { rule: 'task notification', section: '[SYSTEM NOTIFICATION - from us]\n<task-notification>\nRANG</task-notification>', expected: [['RANG', { kind: 'reminder', which: 'task-notification' }]] },
  { rule: 'earlier skills', section: 'The following skills were invoked EARLIER in this session. BODIES', expected: [['BODIES', { kind: 'skill-body' }]] },
];

const tools = [{ name: 'mcp__docs__lookup' }];

describe('the table of sections', () => {
  it('has a fixture for every row', () => {
    const tested = new Set(fixtures.map(({ rule }) => rule));
    expect(sectionRules.map(({ name }) => name).filter((name) => !tested.has(name))).toEqual([]);
  });

  describe.each(fixtures)('$rule', ({ section, expected }) => {
    it('is known in a message of the role "system", between other sections', () => {
      const request = attributed({ tools, messages: [{ role: 'user', content: 'hi' }, systemMessage('You are powered by the model named M.', section)] });
      for (const [marker, source] of expected) expect(request.holding(marker)).toMatchObject({ source, confidence: expect.stringMatching(/likely|claimed/) });
    });

    it('is known in a reminder block of its own', () => {
      const request = attributed({ tools, messages: [{ role: 'user', content: [reminderBlock(section), textBlock('hi')] }] });
      for (const [marker, source] of expected) expect(request.holding(marker).source).toEqual(source);
    });

    it('is known, but only as claimed, at the end of a tool result', () => {
      const round = toolRoundTrip('Bash', {}, `OUTPUT\n\n<system-reminder>\n${section}\n</system-reminder>`);
      const request = attributed({ tools, messages: [{ role: 'user', content: 'hi' }, ...round] });
      expect(request.holding('OUTPUT')).toMatchObject({ source: { kind: 'builtin-result', tool: 'Bash' }, confidence: 'certain' });
      for (const [marker, source] of expected) expect(request.holding(marker)).toMatchObject({ source, confidence: 'claimed' });
    });
  });

  it('leaves a text with no known opener unknown, beside those that have one', () => {
    const request = attributed({ messages: [systemMessage("Today's date is TODAY.", 'Something NEW the next version says.\n\nAnd MORE.', '# Environment\nYou have been invoked HERE')] });
    expect(request.holding('TODAY').source.kind).toBe('environment');
    expect(request.holding('NEW')).toMatchObject({ source: { kind: 'unknown-harness' } });
    expect(request.holding('MORE')).toBe(request.holding('NEW'));
    expect(request.holding('HERE').source).toEqual({ kind: 'environment', part: 'cwd' });
  });
});
