import type { ExchangeRow } from '../src/contract/exchange-view.ts';

/** A finished main turn of one second that began `startedAtUs`; what a test is about is given. */
export function exchangeRow(id: string, startedAtUs: number, given: Partial<ExchangeRow> = {}): ExchangeRow {
  return {
    id,
    state: 'complete',
    error: null,
    sessionId: 'session-1',
    agentId: null,
    requestClass: 'main',
    scheme: 'https',
    port: 443,
    host: 'api.anthropic.com',
    method: 'POST',
    path: '/v1/messages?beta=true',
    model: 'claude-sonnet-4-5',
    status: 200,
    timing: {
      requestStartedAtUs: startedAtUs,
      requestReceivedAtUs: startedAtUs + 1000,
      requestForwardedAtUs: startedAtUs + 1200,
      responseStartedAtUs: startedAtUs + 400_000,
      responseDeliveredAtUs: startedAtUs + 1_000_000,
    },
    requestBytes: 2000,
    responseBytes: 900,
    promptTokens: 500,
    tokensEstimated: false,
    usage: { inputTokens: 100, cacheReadTokens: 300, cacheWrite5mTokens: 100, cacheWrite1hTokens: 0, outputTokens: 20 },
    costUsd: 0.01,
    groupTokens: { system: 100, conversation: 400 },
    ...given,
  };
}
