import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ExchangeAssembly } from '../../src/main/capture/exchange-assembly.ts';
import type { Exchange } from '../../src/main/capture/exchange.ts';
import type { Relayed } from '../../src/main/relayed/relayed.ts';
import { failuresTold, type FuzzFailure, type FuzzPlan, type FuzzReport } from './fuzz-report.ts';
import { mutatedStreams } from './mutated-streams.ts';
import { Random, seedOf } from './random.ts';
import { relayedTurns, turnsOf } from './relayed-conversation.ts';

/** Reads mutated connections whole and in fragments: no exception, and the same exchanges, times and bodies. */
export function fuzzCapture({ seed, runs }: FuzzPlan): FuzzReport {
  const failures: FuzzFailure[] = [];
  const states = new Map<string, number>();
  for (let index = 0; index < runs && failures.length < failuresTold; index += 1) {
    const own = seedOf(seed, index);
    try {
      const { whole, cut } = readBoth(own);
      for (const { state } of whole) states.set(state, (states.get(state) ?? 0) + 1);
      if (!isDeepStrictEqual(whole, cut)) failures.push({ seed: own, problem: `whole: ${JSON.stringify(whole)}\ncut: ${JSON.stringify(cut)}` });
    } catch (error) {
      failures.push({ seed: own, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  return { runs, failures, figures: Object.fromEntries(states) };
}

function readBoth(seed: number): { readonly whole: readonly ReadExchange[]; readonly cut: readonly ReadExchange[] } {
  const random = new Random(seed);
  const turns = turnsOf(mutatedStreams(random), random);
  return {
    whole: exchangesOf(relayedTurns(turns, 1, 'api.example.test', 443, null)),
    cut: exchangesOf(relayedTurns(turns, 1, 'api.example.test', 443, random)),
  };
}

type ReadExchange = ReturnType<typeof exchangesOf>[number];

function exchangesOf(messages: readonly Relayed[]) {
  const opened: { readonly exchange: Exchange; readonly events: string[]; readonly request: Uint8Array[]; readonly response: Uint8Array[] }[] = [];
  const assembly = new ExchangeAssembly((event) => {
    if (event.kind === 'opened') {
      opened.push({ exchange: event.exchange, events: [], request: [], response: [] });
      return;
    }
    const found = opened.find(({ exchange }) => exchange === event.exchange);
    if (found === undefined) throw new Error(`"${event.kind}" of an exchange that was never opened`);
    if (event.kind === 'data') found[event.side].push(event.bytes);
    else if (event.kind === 'body-ended') found.events.push(`${event.side} ${event.complete ? 'whole' : 'cut'}`);
    else if (event.kind === 'finished') found.events.push('finished');
  });
  for (const message of messages) assembly.take(message);
  assembly.closeAll();
  return opened.map(({ exchange, events, request, response }) => ({
    state: exchange.state,
    error: exchange.error?.code ?? null,
    timing: exchange.timing,
    requestHead: exchange.requestHead,
    responseHead: exchange.responseHead,
    interimHeads: exchange.interimHeads,
    interimHeadCount: exchange.interimHeadCount,
    requestTrailers: exchange.requestTrailers,
    responseTrailers: exchange.responseTrailers,
    requestBytes: exchange.requestBytes,
    responseBytes: exchange.responseBytes,
    request: sha256(request),
    response: sha256(response),
    events,
  }));
}

function sha256(pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
