import { describe, expect, it } from 'vitest';
import { attributed, reminderBlock, systemMessage, textBlock, toolRoundTrip } from '../../../test-support/attributed-request.ts';
import { sectionRules } from './rules.ts';
import { ruleAt } from './sections.ts';
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
    rule: 'memory block, read again',
    section: 'Instruction files were re-read when this session started; these are newer:\n\nContents of /p/CLAUDE.md (project instructions, checked into the codebase):\n\nPROJECTFILE',
    expected: [['PROJECTFILE', { kind: 'memory-file', path: '/p/CLAUDE.md', scope: 'project' }]],
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
  ...['SessionStart:startup hook success: ', 'UserPromptSubmit hook additional context: ', 'Stop hook blocking error from command: "x": ', 'SubagentStop hook stopped continuation: ', 'TaskCompleted hook feedback: ', 'UserPromptExpansion:pack:ship hook success: ', 'SomeLaterEvent hook additional context: '].map((opener): Fixture => {
    const event = /^[A-Za-z]+/.exec(opener)?.[0] ?? '';
    return { rule: 'hook output', section: `${opener}HOOKSAID`, expected: [['HOOKSAID', { kind: 'hook', event }]] };
  }),
  ...['PreToolUse', 'PostToolUse', 'PostToolUseFailure', 'PostToolBatch', 'PermissionRequest'].map((event): Fixture => ({
    rule: 'hook output',
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
  { rule: 'output style reminder', section: 'Proactive output style is active. Execute ITSWAYS.', expected: [['ITSWAYS', { kind: 'output-style', name: 'Proactive' }]] },
  { rule: 'output style reminder', section: 'Pirate output style is active. Remember to follow ITSWAYS.', expected: [['ITSWAYS', { kind: 'output-style', name: 'Pirate' }]] },
  { rule: 'task reminder', section: "The task tools haven't been used recently. MAYBE.", expected: [['MAYBE', { kind: 'reminder', which: 'task-tools' }]] },
  { rule: 'silence reminder', section: "The user hasn't heard from you in a while. SPEAK.", expected: [['SPEAK', { kind: 'reminder', which: 'silence' }]] },
  { rule: 'partial view', section: '[Truncated: PARTIAL view — HALF]', expected: [['HALF', { kind: 'reminder', which: 'partial-view' }]] },
  { rule: 'total tokens', section: '<total_tokens>77001 tokens left</total_tokens>', expected: [['77001', { kind: 'reminder', which: 'total-tokens' }]] },
  { rule: 'task notification', section: '[SYSTEM NOTIFICATION - from us]\n<task-notification>\nRANG</task-notification>', expected: [['RANG', { kind: 'reminder', which: 'task-notification' }]] },
  { rule: 'bare task notification', section: '<task-notification>\nRANG</task-notification>', expected: [['RANG', { kind: 'reminder', which: 'task-notification' }]] },
  {
    rule: 'earlier skills',
    section: 'The following skills were invoked EARLIER in this session. SOTHEY say\n\n### Skill: paint\nPath: userSettings:paint\n\nBRUSHES\n\n---\n\n### Skill: pack:ship\nPath: plugin:pack:ship\n\nSAILS',
    expected: [['SOTHEY', { kind: 'skill-body' }], ['BRUSHES', { kind: 'skill-body', name: 'paint', origin: 'user' }], ['SAILS', { kind: 'skill-body', name: 'pack:ship', origin: 'plugin' }]],
  },
  { rule: 'more skills', section: 'The following skills are also available for use with the Skill tool. MORETHAN before:\n\n- late: LATELY', expected: [['MORETHAN', { kind: 'skill-listing' }], ['LATELY', { kind: 'skill-listing', name: 'late' }]] },
  { rule: 'skills discovered', section: 'New skills discovered in .claude/skills, FOUND:\n- found: FINDINGS', expected: [['FINDINGS', { kind: 'skill-listing', name: 'found' }]] },
  { rule: 'more agents', section: 'New agent types are now available for the Agent tool:\n- scout: SCOUTS ahead (Tools: All)', expected: [['SCOUTS', { kind: 'agent-listing', name: 'scout' }]] },
  { rule: 'agents that are gone', section: 'The following agent types are no longer available:\n- scout_GONE', expected: [['scout_GONE', { kind: 'agent-listing', name: 'scout_GONE' }]] },
  ...([
    ['deferred tools, all', 'The following deferred tools are available via ToolSearch. Load them:'],
    ['tools that became available', 'The following tools just became available and can be used:'],
    ['tools defined anew', 'The following tools have updated definitions:'],
    ['tools loaded earlier', 'The following tools were loaded earlier in this conversation, and are not now:'],
  ] as const).map(([rule, opener]): Fixture => ({
    rule,
    section: `${opener}\nWebFetch\nmcp__docs__other`,
    expected: [[opener.slice(-12), { kind: 'reminder', which: 'deferred-tools' }], ['WebFetch', { kind: 'tool-definition', tool: 'WebFetch' }], ['mcp__docs__other', { kind: 'mcp-tool-definition', server: 'docs', tool: 'other' }]],
  })),
  ...([
    ['tools of a server that left', 'The following deferred tools are no longer available (gone):'],
    ['tools that are gone', 'The following tools are no longer available. Leave them:'],
    ['definitions removed', 'Definitions of the following tools were loaded earlier and are no more:'],
  ] as const).map(([rule, opener]): Fixture => ({
    rule,
    section: `${opener}\nWebFetch\nmcp__docs__other`,
    expected: [['WebFetch', { kind: 'reminder', which: 'deferred-tools' }], ['mcp__docs__other', { kind: 'mcp-status', server: 'docs' }]],
  })),
  { rule: 'definitions not loaded', section: "Some available tools' schemas are not loaded in this conversation yet: SEARCHFIRST.", expected: [['SEARCHFIRST', { kind: 'reminder', which: 'deferred-tools' }]] },
  { rule: 'tools that are back', section: '2 deferred tools are available again (BACK).', expected: [['BACK', { kind: 'reminder', which: 'deferred-tools' }]] },
  {
    rule: 'tools left out',
    section: '# Unavailable MCP Tools\n\nLEFTOUT for their schemas:\n- mcp__docs__other: BADONE',
    expected: [['LEFTOUT', { kind: 'mcp-status' }], ['BADONE', { kind: 'mcp-status', server: 'docs' }]],
  },
  ...([
    ['MCP authentication', 'The following MCP servers require authentication before use:'],
    ['MCP tools not listed', 'The following MCP servers are connected, but listing their tools failed:'],
    ['MCP blocked', 'The following MCP servers are configured but blocked by a policy:'],
    ['MCP refused', 'The following MCP servers are configured, but Claude Code itself refuses them:'],
    ['MCP disconnected', 'The following MCP servers have disconnected:'],
  ] as const).map(([rule, opener]): Fixture => ({ rule, section: `${opener}\nsome.SERVER\n\nADVICE.`, expected: [['some.SERVER', { kind: 'mcp-status', server: 'some.SERVER' }], ['ADVICE', { kind: 'mcp-status' }]] })),
  { rule: 'MCP resource element', section: '<mcp-resource server="docs" uri="docs://x">INSIDE</mcp-resource>', expected: [['INSIDE', { kind: 'mcp-resource', server: 'docs', uri: 'docs://x' }]] },
  { rule: 'MCP resource not shown', section: '[Binary content: image/PICTURE]', expected: [['PICTURE', { kind: 'mcp-resource' }]] },
  { rule: 'environment changed', section: '# Environment\nThe environment has changed THERE', expected: [['THERE', { kind: 'environment', part: 'cwd' }]] },
  { rule: 'UTC date', section: 'The UTC date is THISDAY.', expected: [['THISDAY', { kind: 'environment', part: 'date' }]] },
  { rule: 'language', section: '# Language\nAlways respond in POLISH.', expected: [['POLISH', { kind: 'environment', part: 'language' }]] },
  { rule: 'language cleared', section: 'The language preference was cleared. ANYWAY.', expected: [['ANYWAY', { kind: 'environment', part: 'language' }]] },
  { rule: 'file not attached', section: 'The user @-mentioned /p/big.txt (3 MB). TOOBIG.', expected: [['TOOBIG', { kind: 'file-mention', path: '/p/big.txt' }]] },
  { rule: 'file left out of a compaction', section: 'Note: /p/a.js was read before the last conversation was summarized, LEFTOUT.', expected: [['LEFTOUT', { kind: 'file-mention', path: '/p/a.js' }]] },
  { rule: 'file truncated', section: 'Note: The file /p/a.js was too large and has been truncated. CUTOFF.', expected: [['CUTOFF', { kind: 'file-mention', path: '/p/a.js' }]] },
  { rule: 'PDF not attached', section: 'PDF file: /p/a.pdf (40 pages). TOOLONG.', expected: [['TOOLONG', { kind: 'file-mention', path: '/p/a.pdf' }]] },
  ...['changed on disk since you last read it', 'was modified, either by the user or by a linter'].map((how): Fixture => ({ rule: 'file changed', section: `Note: /p/a.js ${how}:\n1\tFIRST\n\n3\tTHIRD`, expected: [['FIRST', { kind: 'reminder', which: 'file-changed' }], ['THIRD', { kind: 'reminder', which: 'file-changed' }]] })),
  { rule: 'IDE selection', section: 'The user selected the lines 1 to 3 from /p/a.js:\nCHOSEN\n\nMAYBE.', expected: [['CHOSEN', { kind: 'reminder', which: 'ide-selection' }], ['MAYBE', { kind: 'reminder', which: 'ide-selection' }]] },
  { rule: 'IDE file', section: 'The user opened the file /p/a.js in the IDE. LOOK.', expected: [['LOOK', { kind: 'reminder', which: 'ide-file' }]] },
  { rule: 'diagnostics', section: '<new-diagnostics>FAULTS</new-diagnostics>', expected: [['FAULTS', { kind: 'reminder', which: 'diagnostics' }]] },
  { rule: 'image path', section: 'The attached image is also saved at "SOMEWHERE".', expected: [['SOMEWHERE', { kind: 'reminder', which: 'image-path' }]] },
  { rule: 'image paths', section: 'The 2 attached images, in display order, are also saved at "SOMEWHERE".', expected: [['SOMEWHERE', { kind: 'reminder', which: 'image-path' }]] },
  {
    rule: 'relevant memories',
    section: 'Retrieved for possible relevance PERHAPS.\n\nMemory: /h/a.md\n\nFIRSTONE\n\nMemory: /h/b.md\n\nSECONDONE',
    expected: [['PERHAPS', { kind: 'memory-file', scope: 'auto' }], ['FIRSTONE', { kind: 'memory-file', path: '/h/a.md', scope: 'auto' }], ['SECONDONE', { kind: 'memory-file', path: '/h/b.md', scope: 'auto' }]],
  },
  {
    rule: 'instruction files changed',
    section: 'These instruction files changed, TAKETHEM:\n\nContents of /p/CLAUDE.md (project instructions, checked into the codebase):\n\nNEWTEXT',
    expected: [['TAKETHEM', { kind: 'memory-file' }], ['NEWTEXT', { kind: 'memory-file', path: '/p/CLAUDE.md', scope: 'project' }]],
  },
  { rule: 'instruction files gone', section: 'Instructions no longer present: /p/GONE.md', expected: [['GONE', { kind: 'reminder', which: 'memory-update' }]] },
  { rule: 'memory consolidation', section: 'Background memory consolidation updated your memory directory: TIDY', expected: [['TIDY', { kind: 'reminder', which: 'memory-update' }]] },
  ...([
    ['plan mode goes on', 'Plan mode still active, READON.', 'plan'],
    ['plan mode entered again', '## Re-entering Plan Mode\n\nREADON', 'plan'],
    ['plan file', 'A plan file exists from plan mode at: /h/x.md\n\nREADON', 'plan'],
    ['bypass mode', 'While bypass permissions mode is active:\n\nREADON', 'bypassPermissions'],
    ['ultra mode', 'Ultracode is on: READON', 'ultracode'],
  ] as const).map(([rule, section, name]): Fixture => ({ rule, section, expected: [['READON', { kind: 'mode', name }]] })),
  { rule: 'memory section', section: '# Memory\n\nYou have a persistent PLACE', expected: [['PLACE', { kind: 'system-prompt', section: 'Memory' }]] },
  { rule: 'auto memory section', section: '# auto memory\nPLACE', expected: [['PLACE', { kind: 'system-prompt', section: 'auto memory' }]] },
  { rule: 'file not shown as it is', section: 'Note: /p/a.txt is not shown exactly as it is on disk. ESCAPED', expected: [['ESCAPED', { kind: 'file-mention', path: '/p/a.txt' }]] },
  { rule: 'file changed', section: 'Note: /p/CLAUDE.md changed on disk since you last read it:\n1\tFIRST', expected: [['FIRST', { kind: 'memory-file', path: '/p/CLAUDE.md' }]] },
  { rule: 'hook output', section: 'tool.call hook additional context: Contents of /p/src/AGENTS.md:\n\nNESTEDONE', expected: [['NESTEDONE', { kind: 'memory-file', path: '/p/src/AGENTS.md', scope: 'nested' }]] },
  { rule: 'hook output', section: 'tool.call hook additional context: HOOKSAID', expected: [['HOOKSAID', { kind: 'hook', event: 'tool.call' }]] },
  { rule: 'notification behind tools', section: '<tools-used-before-summary>Read</tools-used-before-summary>\n[SYSTEM NOTIFICATION]\nRANG', expected: [['RANG', { kind: 'subagent-result' }]] },
  { rule: 'task notification', section: '[SYSTEM NOTIFICATION]\n<summary>Agent "x" finished</summary>RANG', expected: [['RANG', { kind: 'subagent-result' }]] },
  { rule: 'task notification', section: '[SYSTEM NOTIFICATION]\n<summary>Background command "x" completed</summary>RANG', expected: [['RANG', { kind: 'builtin-result', tool: 'Bash' }]] },
  { rule: 'message of the coordinator', section: 'The coordinator sent a message while you were working:\nDOMORE', expected: [['DOMORE', { kind: 'agent-task' }]] },
  { rule: 'output style reset', section: 'The output style was reset to the default. PLAINLY.', expected: [['PLAINLY', { kind: 'output-style' }]] },
  { rule: 'queued message', section: 'The user sent a new message while you were working:\nWAITING\n\nDOBOTH.', expected: [['WAITING', { kind: 'user-input' }], ['DOBOTH', { kind: 'user-input' }]] },
  ...([
    ['todo reminder', "The TodoWrite tool hasn't been used recently.\n\n\nSOTHAT", 'todo-list'],
    ['token usage', 'Token usage: 1/2; SOTHAT', 'total-tokens'],
    ['budget', 'USD budget: $1/$2; SOTHAT', 'budget'],
    ['output token usage', 'Output tokens — turn: SOTHAT', 'total-tokens'],
    ['thread state', 'Thread state: the user last wrote SOTHAT', 'thread-state'],
    ['output audience', "Only you see that command's output SOTHAT", 'output-audience'],
    ['unknown command', "The user's message starts with the slash command /SOTHAT", 'unknown-command'],
    ['agent mention', 'The user has expressed a desire to invoke the agent "SOTHAT"', 'agent-mention'],
    ['session name', 'The user named this session "SOTHAT"', 'session-name'],
    ['ambient context', 'This is ambient context — do not narrate it SOTHAT', 'ambient'],
    ['skill mention', "The user's message contains /SOTHAT", 'skill-mention'],
    ['keyword', 'The user included the keyword "SOTHAT"', 'keyword'],
    ['plugin note', 'Note from the acme plugin, not from the user:\nSOTHAT', 'plugin-note'],
    ['task stopped', 'Task "x" (b123) was stopped. SOTHAT', 'task-status'],
    ['task status', 'Task b123 (type: local_bash) SOTHAT', 'task-status'],
    ['shell runs on', 'Background shell b123 ("x") is still running SOTHAT', 'task-status'],
    ['agent runs on', 'Background agent "x" is still running SOTHAT', 'task-status'],
  ] as const).map(([rule, section, which]): Fixture => ({ rule, section, expected: [['SOTHAT', { kind: 'reminder', which }]] })),
];

const tools = [{ name: 'mcp__docs__lookup' }];

describe('the table of sections', () => {
  it('has a fixture for every row', () => {
    const tested = new Set(fixtures.map(({ rule }) => rule));
    expect(sectionRules.map(({ name }) => name).filter((name) => !tested.has(name))).toEqual([]);
  });

  describe.each(fixtures)('$rule', ({ rule, section, expected }) => {
    it('is what applies', () => {
      expect(ruleAt(section, 0)?.name).toBe(rule);
    });

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
