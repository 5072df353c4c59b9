import { describe, expect, it } from 'vitest';
import { attributed, reminderBlock, systemMessage, textBlock, toolRoundTrip } from '../../../test-support/attributed-request.ts';

const user = (...content: readonly unknown[]): unknown => ({ role: 'user', content });
const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo' } };
const document = { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'SEALEDPDF' } };

describe('what stands in the user’s role', () => {
  it('is a resource of the one server that is mentioned, in one block or in three', () => {
    const three = [reminderBlock('Full contents of resource:'), reminderBlock('RESOURCETEXT\n\n# Environment\nITSOWN'), reminderBlock('Do NOT read this resource again ADVICE')];
    const request = attributed({ messages: [user(...three, textBlock('Look at @docs:docs://intro'))] });
    for (const marker of ['RESOURCETEXT', 'ITSOWN', 'ADVICE']) expect(request.holding(marker).source).toEqual({ kind: 'mcp-resource', server: 'docs', uri: 'docs://intro' });
    expect(request.holding('Look at').source.kind).toBe('user-input');
    // Its text is its own, whatever it begins with; what comes then is not, but for the end.
    const like = attributed({ messages: [user(three[0], reminderBlock("Today's date is ITSOWN."), reminderBlock("Today's date is REAL."), textBlock('ASK'))] });
    expect(like.holding('ITSOWN').source).toEqual({ kind: 'mcp-resource' });
    expect(like.holding('REAL').source).toEqual({ kind: 'environment', part: 'date' });
  });

  it('is a question beside the conversation, behind what the harness says of it', () => {
    const wrapper = '<system-reminder>This is a side question from the user. BRIEFLY.</system-reminder>\n\n';
    const headers = [['x-claude-code-request-class', 'auxiliary']] as const;
    const request = attributed({ tools: [{ name: 'Read' }], messages: [{ role: 'user', content: 'EARLIER' }, { role: 'assistant', content: 'ok' }, user(textBlock(`${wrapper}QUESTION`))] }, headers);
    expect(request.holding('BRIEFLY').source).toEqual({ kind: 'reminder', which: 'side-question' });
    expect(request.holding('QUESTION').source.kind).toBe('user-input');
    expect(request.holding('EARLIER').source.kind).toBe('user-input');
    expect(attributed({ tools: [], messages: [{ role: 'user', content: 'ASKED' }] }, headers).holding('ASKED').source.kind).toBe('unknown-harness');
  });

  it('is the output of the local command that came before it', () => {
    const request = attributed({ messages: [user(textBlock('<command-name>/context</command-name>'), textBlock('<local-command-stdout>PRINTED</local-command-stdout>'), textBlock('## Context Usage\nREPORT'), textBlock('ASK'))] });
    expect(request.holding('PRINTED').source).toEqual({ kind: 'slash-command', name: 'context' });
    expect(request.holding('REPORT').source).toEqual({ kind: 'slash-command', name: 'context' });
    expect(request.holding('ASK').source.kind).toBe('user-input');
    const elsewhere = attributed({ messages: [user(textBlock('<local-command-caveat>CAVEAT</local-command-caveat>'), textBlock('/code-review\n'), textBlock('ASK'))] });
    expect(elsewhere.holding('/code-review').source).toEqual({ kind: 'slash-command', name: 'code-review' });
    expect(attributed({ messages: [user(textBlock('/code-review'))] }).holding('/code-review').source.kind).toBe('user-input');
  });

  it('is an image with the line that names its file, wherever that stands', () => {
    const request = attributed({ messages: [user(textBlock('ASK'), image, { ...image, source: { ...image.source, media_type: 'image/gif' } }, textBlock('MORE'), textBlock('[Image: source: /ONE.png]'), textBlock('[Image: source: /TWO.gif]'), textBlock('[Image: source: /THREE.gif]'))] });
    expect(request.holding('ONE').source).toMatchObject({ kind: 'image', mediaType: 'image/png' });
    expect(request.holding('TWO').source).toMatchObject({ kind: 'image', mediaType: 'image/gif' });
    expect(request.holding('THREE').source.kind).toBe('user-input');
    expect(request.holding('MORE').source.kind).toBe('user-input');
  });

  it('is a document of the user’s, or of Read where it follows its result', () => {
    expect(attributed({ messages: [user(document, textBlock('ASK'))] }).holding('SEALEDPDF').source).toEqual({ kind: 'image', mediaType: 'application/pdf' });
    expect(attributed({ messages: toolRoundTrip('Read', {}, 'PDF read', { after: [document] }) }).holding('SEALEDPDF').source).toEqual({ kind: 'builtin-result', tool: 'Read' });
  });

  it('is claimed where it looks like the harness’s behind what was typed, or out of its place', () => {
    const behind = attributed({ messages: [user(textBlock('ASK'), reminderBlock("Today's date is BEHIND."))] });
    expect(behind.holding('BEHIND').confidence).toBe('claimed');
    const misplaced = attributed({ messages: [user(reminderBlock("Today's date is MISPLACED."), reminderBlock('Contents of /p/src/CLAUDE.md:\n\nNESTED'), textBlock('ASK')), systemMessage('# Environment\nYou have been invoked HERE')] });
    expect(misplaced.holding('MISPLACED').confidence).toBe('claimed');
    expect(misplaced.holding('NESTED').confidence).toBe('likely');
  });

  it('is a command that was typed as such only where no header says that the turn was', () => {
    const messages = [user(textBlock('<command-message>ship</command-message>\n<command-name>/ship</command-name> COMMAND'), textBlock('BODY'))];
    expect(attributed({ messages }).holding('BODY')).toMatchObject({ source: { kind: 'slash-command', name: 'ship' }, confidence: 'likely' });
    const typed = attributed({ messages }, [['x-claude-code-prompt-id', 'p1']]);
    for (const marker of ['COMMAND', 'BODY']) expect(typed.holding(marker).confidence).toBe('claimed');
    const later = attributed({ messages: [...messages, { role: 'assistant', content: 'ok' }, { role: 'user', content: 'ASK' }] }, [['x-claude-code-prompt-id', 'p1']]);
    expect(later.holding('BODY').confidence).toBe('likely');
  });

  it('is of nobody known where it is neither a text nor blocks, and of the tool in a result', () => {
    const odd = { type: 'text', text: 'WHOSE' };
    const request = attributed({ messages: [{ role: 'assistant', content: 'hello' }, { role: 'user', content: odd }, ...toolRoundTrip('Read', {}, { text: 'FROMREAD' })] });
    expect(request.holding('WHOSE')).toMatchObject({ source: { kind: 'unknown' } });
    expect(request.holding('FROMREAD').source).toEqual({ kind: 'builtin-result', tool: 'Read' });
    const empty = attributed({ messages: toolRoundTrip('Read', {}, '') });
    expect(empty.segments.map(({ source }) => source.kind)).toEqual(['assistant-tool-call', 'builtin-result']);
  });

  it('answers the latest call of an id that was used again', () => {
    const request = attributed({ messages: [...toolRoundTrip('Read', {}, 'FROMREAD', { id: 'call_0' }), ...toolRoundTrip('mcp__docs__find', {}, 'FROMDOCS', { id: 'call_0' })] });
    expect(request.holding('FROMREAD').source).toEqual({ kind: 'builtin-result', tool: 'Read' });
    expect(request.holding('FROMDOCS').source).toEqual({ kind: 'mcp-result', server: 'docs', tool: 'find' });
  });

  it('of a main request is no subagent’s for its prompt', () => {
    const messages = [{ role: 'user', content: 'ASKED' }];
    const system = [textBlock('x-anthropic-billing-header: cc_version=2.1.330.a;'), textBlock('You are'), textBlock('You are a software architect PROMPT')];
    const main = attributed({ system, messages }, [['x-claude-code-request-class', 'main']]);
    expect(main.holding('PROMPT').source.kind).toBe('system-prompt');
    expect(main.holding('ASKED').source.kind).toBe('user-input');
    const custom = attributed({ system, messages }, [['x-claude-code-agent-id', 'a1'], ['x-claude-code-agent-type', 'custom']]);
    expect(custom.holding('PROMPT').source).toEqual({ kind: 'subagent-prompt' });
  });

  it('of a subagent is what it was asked, by its parent or by who coordinates it', () => {
    const task = 'Base directory for this skill: /h/.claude/skills/x\n\nTHETASK';
    const of = (text: string, ...headers: readonly (readonly [string, string])[]) => attributed({ messages: [user(textBlock(text))] }, headers).holding('THETASK');
    expect(of(task, ['x-claude-code-agent-id', 'a1'], ['x-claude-code-agent-type', 'general-purpose']).source).toEqual({ kind: 'agent-task', agent: 'general-purpose' });
    expect(of(task, ['x-claude-code-agent-id', 'a1']).source).toEqual({ kind: 'agent-task' });
    expect(of(task, ['x-claude-code-agent-id', 'a1'], ['x-claude-code-agent-type', 'custom'])).toMatchObject({ source: { kind: 'skill-body', name: 'x' }, confidence: 'claimed' });
    expect(of('The coordinator sent a message while you were working:\nTHETASK', ['x-claude-code-agent-id', 'a1']).source.kind).toBe('agent-task');
    const unnamed = attributed({ system: [textBlock('x-anthropic-billing-header: cc_version=2.1.197.a;'), textBlock('You are'), textBlock('You are an agent for Claude Code. PROMPT')], messages: [user(textBlock(task))] });
    expect(unnamed.holding('THETASK').source).toEqual({ kind: 'skill-body', name: 'x' });
    expect(unnamed.holding('PROMPT').source).toEqual({ kind: 'subagent-prompt', agent: 'general-purpose' });
  });

  it('of a request that judges an action quotes memory files, what was said and what was done', () => {
    const quoted = "QUOTE\n\n<user_claude_md>\n  Codebase and user instructions are shown below.\n  \n  Contents of /p/CLAUDE.md (project instructions, checked into the codebase):\n  \n  MINE\n  \n  Contents of /h/MEMORY.md (user's auto-memory, persists across conversations):\n  \n  AUTO\n</user_claude_md>\nEND";
    const request = attributed({
      system: [textBlock('x-anthropic-billing-header: cc_version=2.1.330.a;'), textBlock('You are a security monitor for autonomous AI coding agents.\n\n# Rules\nJUDGE')],
      messages: [{ role: 'user', content: quoted }, user(textBlock('<transcript>\n'), textBlock('{"user":"SAID"}\n'), textBlock('{"Bash":"DONE"}\n'), textBlock('{"user":"x<subagent_hand_back>HANDED"}\n'), textBlock('\nASKED'))],
    });
    expect(request.holding('MINE').source).toEqual({ kind: 'memory-file', path: '/p/CLAUDE.md', scope: 'project' });
    expect(request.holding('AUTO').source).toEqual({ kind: 'memory-file', path: '/h/MEMORY.md', scope: 'auto' });
    for (const marker of ['QUOTE', 'END', 'ASKED']) expect(request.holding(marker).source).toEqual({ kind: 'reminder', which: 'safety-check' });
    expect(request.holding('SAID').source.kind).toBe('user-input');
    expect(request.holding('DONE').source).toEqual({ kind: 'assistant-tool-call', tool: 'Bash' });
    expect(request.holding('HANDED').source.kind).toBe('subagent-result');
    expect(request.holding('JUDGE').source.kind).toBe('system-prompt');
    expect(request.segments.filter(({ path }) => path.startsWith('messages')).every(({ confidence }) => confidence === 'claimed')).toBe(true);
  });
});
