import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributed, attributedBytes, bodyOf, reminderBlock, systemMessage, textBlock, toolRoundTrip } from '../../../test-support/attributed-request.ts';
import { attribute } from './attribute.ts';

const sections = [
  '# Environment\nYou have been invoked in the following environment: \n - Primary working directory: /p',
  "Today's date is 2026-01-02.",
  'The following skills are available for use with the Skill tool:\n\n- one: first\n- two: "second" é',
  'SessionStart:startup hook success: out\n\nput',
  'words of nobody known',
  'The following deferred tools are now available via ToolSearch. Load them:\nWebFetch\nmcp__docs__lookup',
];

const anyText = fc.oneof(fc.string(), fc.constantFrom(...sections), fc.array(fc.constantFrom(...sections)).map((some) => some.join('\n\n')));
const anyBlock = fc.oneof(
  anyText.map(textBlock),
  anyText.map(reminderBlock),
  fc.record({ type: fc.constant('tool_result'), tool_use_id: fc.constantFrom('t1', 't2'), content: anyText }),
  fc.record({ type: fc.constant('tool_use'), id: fc.constantFrom('t1', 't2'), name: fc.constantFrom('Read', 'mcp__a__b', 'Skill'), input: fc.object({ maxDepth: 1 }) }),
  fc.constant({ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo' } }),
  fc.jsonValue(),
);
const anyMessage = fc.record({ role: fc.constantFrom('user', 'assistant', 'system'), content: fc.oneof(anyText, fc.array(anyBlock, { maxLength: 4 })) });
const anyRequest = fc.record(
  {
    model: fc.string(),
    messages: fc.array(anyMessage, { maxLength: 5 }),
    system: fc.oneof(anyText, fc.array(anyText.map(textBlock), { maxLength: 3 })),
    tools: fc.array(fc.record({ name: fc.constantFrom('Bash', 'mcp__a__b', 'mcp__a__b__c'), input_schema: fc.object({ maxDepth: 1 }) })),
    metadata: fc.jsonValue(),
  },
  { requiredKeys: ['messages'] },
);

/** Where the segments of a body leave a gap, overlap or end short; null when they are the body. */
function flawIn(body: Uint8Array): string | null {
  let at = 0;
  for (const { start, end } of attribute(body, []).segments) {
    if (start !== at || end <= start) return `${start} to ${end} after ${at}`;
    at = end;
  }
  return at === body.length ? null : `ends at ${at} of ${body.length}`;
}

describe('every byte of a body', () => {
  it('belongs to exactly one segment, in order, for any request', () => {
    fc.assert(fc.property(anyRequest, fc.constantFrom(undefined, 1), (request, indent) => {
      expect(flawIn(new TextEncoder().encode(JSON.stringify(request, null, indent)))).toBeNull();
    }), { numRuns: 300 });
  });

  it('belongs to exactly one segment wherever the body is cut', () => {
    fc.assert(fc.property(anyRequest, fc.double({ min: 0, max: 1, noNaN: true }), (request, share) => {
      const body = bodyOf(request);
      expect(flawIn(body.subarray(0, Math.floor(body.length * share)))).toBeNull();
    }), { numRuns: 300 });
  });

  it('belongs to exactly one segment whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(flawIn(bytes)).toBeNull();
    }));
  });
});

describe('bodies that are no whole request', () => {
  it.each(['', 'hello', '[1,2]', '{"event":1}', '{"messages":"none"}', '{"mess'])('are one unknown segment: %j', (text) => {
    const { segments, isPrompt } = attributedBytes(new TextEncoder().encode(text));
    expect(isPrompt).toBe(false);
    expect(segments.map(({ source, path }) => [source.kind, path])).toEqual(text === '' ? [] : [['unknown', '']]);
  });

  it('are attributed up to where they stop being JSON', () => {
    const request = attributedBytes(new TextEncoder().encode('{"messages":[{"role":"user","content":"hi there"}]} trailing'));
    expect(request.holding('hi there').source.kind).toBe('user-input');
    expect(request.holding('trailing').source.kind).toBe('unknown');
  });

  it('are attributed up to where they were cut', () => {
    const request = attributedBytes(new TextEncoder().encode('{"messages":[{"role":"user","content":[{"type":"text","text":"half a qu'));
    expect(request.holding('half a qu').source.kind).toBe('user-input');
  });

  it('may be nested two hundred deep, repeat keys and hold blocks of no known type', () => {
    const deep = `${'['.repeat(200)}1${']'.repeat(200)}`;
    const text = `{"messages":[{"role":"user","content":[{"type":"video","data":${deep}},{"type":"text","text":"one","text":"two"}]}],"messages":[{"role":"user","content":"second list"}]}`;
    const request = attributedBytes(new TextEncoder().encode(text));
    expect(request.holding('video').source.kind).toBe('unknown');
    expect(request.holding('"two"').source.kind).toBe('user-input');
    expect(request.holding('second list').source.kind).toBe('user-input');
  });
});

describe('paths and frames', () => {
  it('say where a segment stands, and leave keys and brackets with what they frame', () => {
    const { segments, textOf } = attributed({
      model: 'm',
      messages: [{ role: 'user', content: [textBlock('a'), textBlock('b')] }],
      system: [textBlock('x-anthropic-billing-header: cc_version=1;')],
      tools: [{ name: 'Bash' }],
      stream: true,
    });
    expect(segments.map((segment) => [segment.path, textOf(segment)])).toEqual([
      ['model', '{"model":"m",'],
      ['messages[0].content[0].text', '"messages":[{"role":"user","content":[{"type":"text","text":"a"},'],
      ['messages[0].content[1].text', '{"type":"text","text":"b"}]}],'],
      ['system[0].text', '"system":[{"type":"text","text":"x-anthropic-billing-header: cc_version=1;"}],'],
      ['tools[0]', '"tools":[{"name":"Bash"}],'],
      ['stream', '"stream":true}'],
    ]);
  });

  it('split inside a string at the raw offsets, escapes and wide characters counted', () => {
    const request = attributed({ messages: [systemMessage('SessionStart:startup hook success: é😀"\\', "Today's date is 2026-01-02.")] });
    const [hook, date] = request.segments;
    expect(hook && request.textOf(hook)).toBe('{"messages":[{"role":"system","content":"SessionStart:startup hook success: é😀\\"\\\\\\n\\n');
    expect(date && request.textOf(date)).toBe('Today\'s date is 2026-01-02."}]}');
  });

  it('do not depend on the order of the members', () => {
    const [call, result] = toolRoundTrip('mcp__docs__lookup', {}, 'FOUND');
    const request = attributed({ tools: [{ name: 'mcp__docs__lookup' }], messages: [call, result], system: 'be brief' });
    expect(request.holding('FOUND').source).toEqual({ kind: 'mcp-result', server: 'docs', tool: 'lookup' });
    expect(request.holding('be brief').source.kind).toBe('system-prompt');
  });
});
