import { noTokens } from '../src/domain/cost/cache-state.ts';
import { sourceKey } from '../src/domain/attribution/source-key.ts';
import { sourceName } from '../src/domain/attribution/source-name.ts';
import type { Source } from '../src/domain/attribution/source.ts';
import type { ExchangeWrite } from '../src/main/store/exchange-writes.ts';
import type { AnalysedSource, Analysis } from '../src/main/store/reads.ts';

/** An exchange without bodies, as the recorder writes it; what a test is about is given. */
export function exchangeWrite(number: number, given: Partial<ExchangeWrite> = {}): ExchangeWrite {
  const startedAtUs = given.timing?.requestStartedAtUs ?? number * 10;
  return {
    number,
    id: `id-${number}`,
    state: 'complete',
    error: null,
    sessionId: null,
    agentId: null,
    promptId: null,
    requestClass: 'main',
    scheme: 'https',
    host: 'api.test',
    port: 443,
    method: 'POST',
    path: '/v1/messages',
    status: 200,
    timing: { requestStartedAtUs: startedAtUs, requestReceivedAtUs: null, requestForwardedAtUs: null, responseStartedAtUs: null, responseDeliveredAtUs: null },
    requestBytes: 10,
    responseBytes: 20,
    head: null,
    bodies: [],
    ...given,
  };
}

/** What the analyst found, which is little; what a test is about is given. */
export function analysisOf(sources: readonly Source[], given: Partial<Analysis> = {}): Analysis {
  return {
    ruleVersion: 1,
    isPrompt: true,
    sessionId: null,
    model: null,
    title: null,
    usage: null,
    promptTokens: null,
    tokensEstimated: false,
    estimateBasis: 'billed',
    estimatedTokens: null,
    costMicroUsd: null,
    outputMicroUsd: null,
    webSearchMicroUsd: null,
    billing: null,
    cliVersion: null,
    projectDirectory: null,
    auxiliaryPurpose: null,
    threadKey: null,
    turnKey: null,
    turnNumber: null,
    agentName: null,
    predecessorId: null,
    retryOf: null,
    groupTokens: null,
    segments: [],
    sources: sources.map(analysedSource),
    output: null,
    cacheVerdict: null,
    ...given,
  };
}

function analysedSource(source: Source): AnalysedSource {
  return { key: sourceKey(source), kind: source.kind, name: sourceName(source), tokens: 1, tokensByState: noTokens, costMicroUsd: 1, calls: null };
}
