import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageEvents } from '../../../test-support/message-stream.ts';
import { messageAfter } from './message-after.ts';
import { readResponse } from './stream.ts';
import { streamEvents } from './stream-events.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const block = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('thinking' as const), thinking: text, signature: text }),
  fc.record({ type: fc.constant('tool_use' as const), id: text, name: text, input: fc.dictionary(text, text, { maxKeys: 3 }) }),
);

test('after its last event the message is the one that was read whole, and after each event what came until then', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 4 }), fc.integer({ min: 1, max: 9 }), (content, pieceChars) => {
      const sent = messageEvents({ content }, pieceChars);
      const { events } = streamEvents(new TextEncoder().encode(sent.join('')), []);
      expect(messageAfter(events, events.length)).toEqual(readResponse(sent.join(''), 'text/event-stream'));
      for (let count = 0; count < events.length; count += 1) {
        expect(messageAfter(events, count)).toEqual(readResponse(sent.slice(0, count).join(''), 'text/event-stream'));
      }
    }),
    { numRuns: 60 },
  );
});
