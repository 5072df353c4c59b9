import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { claudeRequest, sessionOfTests } from '../../../test-support/claude-request.ts';
import { messageEvents } from '../../../test-support/message-stream.ts';
import { analyseExchange, type AnalysableExchange } from './analyse-exchange.ts';
import { nothingLearnt } from '../../domain/tokens/learnt-counts.ts';
import type { SessionAround } from './session-neighbours.ts';
import { createTokenEncoder } from './token-encoder.ts';

const counting = { encoder: createTokenEncoder(), cache: new Map<string, number>(), learnt: nothingLearnt };
const alone: SessionAround = {
  neighboursOf: () => ({ before: [], after: [], lastTurnNumber: () => 0 }),
  readUsage: () => null,
  readHabitStart: () => null,
  readCached: async () => null,
};
const analyse = async (given: AnalysableExchange) => (await analyseExchange(given, alone, counting)).analysis;
const asked = claudeRequest('Where is the depot?');
const stored = (octets: Uint8Array, contentType: string, contentEncoding: string | null = null) => ({ octets, contentType, contentEncoding, decodedFrom: null, complete: true });
const exchange = (change: Partial<AnalysableExchange> = {}): AnalysableExchange => ({
  id: 'id-1',
  startedAtUs: Date.UTC(2026, 10, 1) * 1000,
  responseStartedAtUs: null,
  method: 'POST',
  path: '/v1/messages?beta=true',
  responseHeaders: [],
  bodyHash: null,
  sessionId: null,
  requestHeaders: Object.entries(asked.headers),
  request: stored(Buffer.from(asked.body), 'application/json'),
  response: stored(gzipSync(messageEvents({ content: [{ type: 'text', text: 'Behind you.' }] }).join('')), 'text/event-stream', 'gzip'),
  ...change,
});
const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, value) => all + (value ?? 0), 0);

describe('analyseExchange', () => {
  it('makes segments, groups and sources all sum to what the response billed', async () => {
    const analysis = await analyse(exchange());
    expect(analysis).toMatchObject({ isPrompt: true, tokensEstimated: false, model: 'claude-sonnet-4-5', sessionId: sessionOfTests, title: 'Where is the depot?' });
    const billed = analysis.promptTokens;
    expect(billed).toBeGreaterThan(0);
    expect(sum(analysis.segments.map(({ tokens }) => tokens))).toBe(billed);
    expect(sum(Object.values(analysis.groupTokens ?? {}))).toBe(billed);
    expect(sum(analysis.sources.map(({ tokens }) => tokens))).toBe(billed);
    expect(analysis.costMicroUsd).toBeGreaterThan(0);
    const { segments, sources, output, outputMicroUsd } = analysis;
    for (const parts of [segments, sources]) expect(sum(parts.map(({ costMicroUsd }) => costMicroUsd)) + (outputMicroUsd ?? 0)).toBe(analysis.costMicroUsd);
    expect(sum(output?.parts.map(({ costMicroUsd }) => costMicroUsd) ?? [])).toBe(outputMicroUsd);
    expect(sum(sources.flatMap(({ tokensByState }) => Object.values(tokensByState ?? {})))).toBe(billed);
  });

  it('estimates, and says so, while there is no response', async () => {
    const analysis = await analyse(exchange({ response: null }));
    expect(analysis).toMatchObject({ tokensEstimated: true, usage: null, costMicroUsd: null });
    expect(analysis.promptTokens).toBe(sum(analysis.segments.map(({ tokens }) => tokens)));
  });

  it('has no tokens and no price for what is no prompt', async () => {
    for (const request of [null, stored(Buffer.from('not { JSON'), 'text/plain'), stored(Buffer.from([0xff, 0xfe, 0]), 'image/png')]) {
      const analysis = await analyse(exchange({ request }));
      expect(analysis).toMatchObject({ isPrompt: false, promptTokens: null, costMicroUsd: null, groupTokens: null, sources: [] });
      expect(analysis.segments.at(-1)?.end ?? 0).toBe(request?.octets.byteLength ?? 0);
    }
  });

  it('prices no model that the price list does not know', async () => {
    const body = asked.body.replace('claude-sonnet-4-5', 'claude-of-tomorrow-99');
    const analysis = await analyse(exchange({ request: stored(Buffer.from(body), 'application/json') }));
    expect(analysis.model).toBe('claude-of-tomorrow-99');
    expect(analysis.costMicroUsd).toBeNull();
  });
});
