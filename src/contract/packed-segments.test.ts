import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SegmentView } from './context-view.ts';
import { packSegments, unpackSegments } from './packed-segments.ts';

const figure = fc.option(fc.nat());
const segment: fc.Arbitrary<SegmentView> = fc.record({
  start: fc.nat(),
  end: fc.nat(),
  path: fc.string(),
  source: fc.oneof(
    fc.record({ kind: fc.constant('mcp-result' as const), server: fc.string({ unit: 'binary' }), tool: fc.string() }),
    fc.constant({ kind: 'user-input' as const }),
  ),
  confidence: fc.constantFrom('certain', 'likely', 'claimed'),
  tokens: figure,
  tokensByState: fc.option(fc.record({ read: fc.nat(), 'written-1h': fc.nat(), 'written-5m': fc.nat(), plain: fc.nat() })),
  costMicroUsd: figure,
});

test('segments come out of the way between processes as they went in', () => {
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      expect(unpackSegments(packSegments(segments))).toEqual(segments);
    }),
  );
});
