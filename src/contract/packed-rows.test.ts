import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExchangeRow } from './exchange-view.ts';
import { packRows, unpackRows } from './packed-rows.ts';

const figure = fc.option(fc.nat());
const text = fc.oneof(fc.constantFrom('', 'one', '__proto__'), fc.string({ unit: 'binary' }));
const words = fc.option(text);
const row: fc.Arbitrary<ExchangeRow> = fc.record({
  id: text,
  state: fc.constantFrom('open', 'complete', 'interrupted', 'failed', 'uncaptured'),
  error: fc.option(fc.record({ code: text, message: text })),
  sessionId: words,
  agentId: words,
  agentName: words,
  requestClass: fc.constantFrom('main', 'subagent', 'other'),
  auxiliaryPurpose: fc.constantFrom('title', null),
  threadKey: words,
  turnKey: words,
  turnNumber: figure,
  retryOf: words,
  predecessorId: words,
  cacheVerdict: fc.constantFrom('miss', 'partial', null),
  projectDirectory: words,
  scheme: fc.constantFrom('http', 'https'),
  host: text,
  port: fc.nat(),
  method: text,
  path: text,
  model: words,
  status: figure,
  timing: fc.record({ requestStartedAtUs: fc.nat(), requestReceivedAtUs: figure, requestForwardedAtUs: figure, responseStartedAtUs: figure, responseDeliveredAtUs: figure }),
  requestBytes: fc.nat(),
  responseBytes: fc.nat(),
  promptTokens: figure,
  tokensEstimated: fc.boolean(),
  usage: fc.option(fc.record({ inputTokens: figure, cacheReadTokens: figure, cacheWrite5mTokens: figure, cacheWrite1hTokens: figure, outputTokens: figure })),
  costMicroUsd: figure,
  costUsd: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 })),
  billing: fc.constantFrom('subscription', 'api-key', null),
  stars: fc.constantFrom(null, 1, 5),
  isPinned: fc.boolean(),
  contentRemovedAtUs: figure,
  importNumber: figure,
  groupTokens: fc.option(fc.record({ system: fc.nat(), conversation: fc.nat() }, { requiredKeys: [] })),
});

test('rows come out of the way between processes as they went in', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(unpackRows(packRows(rows))).toEqual(rows);
    }),
  );
});
