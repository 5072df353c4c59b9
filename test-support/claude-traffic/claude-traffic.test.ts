import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readResponse } from '../../src/domain/anthropic/stream.ts';
import { attribute } from '../../src/domain/attribution/attribute.ts';
import type { BodyWrite, ExchangeWrite } from '../../src/main/store/exchange-writes.ts';
import { claudeTraffic } from './claude-traffic.ts';

const traffic = [...claudeTraffic({ seed: 7, pairs: 150 })];
const conversation = traffic.filter(({ requestClass, status, state }) => requestClass === 'main' && status === 200 && state === 'complete');

it('makes the same octets from the same seed, and others from another', () => {
  expect(digest(claudeTraffic({ seed: 7, pairs: 40 }))).toBe(digest(traffic.slice(0, 40)));
  expect(digest(claudeTraffic({ seed: 8, pairs: 40 }))).not.toBe(digest(traffic.slice(0, 40)));
});

it('states the hashes and lengths of the bodies, and goes on in time', () => {
  for (const exchange of traffic) {
    for (const body of exchange.bodies) {
      if (body.end?.complete !== true) continue;
      const octets = octetsOf(body);
      expect(octets).toHaveLength(body.side === 'request' ? exchange.requestBytes : exchange.responseBytes);
      expect(Buffer.from(body.end.wireSha256 ?? []).toString('hex')).toBe(createHash('sha256').update(octets).digest('hex'));
    }
  }
  const times = traffic.map(({ timing }) => timing.requestStartedAtUs);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
});

it('repeats in each request what was answered before', () => {
  const [first] = conversation;
  const ofSession = conversation.filter(({ sessionId }) => sessionId === first?.sessionId);
  const last = ofSession.at(-1);
  if (last === undefined) throw new Error('no conversation');
  const { messages } = JSON.parse(textOf(last, 'request')) as { messages: { role: string; content: unknown }[] };
  const said = messages.filter(({ role }) => role === 'assistant').map(({ content }) => content);
  const answered = ofSession.slice(0, -1).map((exchange) => readResponse(textOf(exchange, 'response'), 'text/event-stream').blocks.map(({ content }) => content));
  expect(said.length).toBeGreaterThan(10);
  expect(answered.slice(-said.length)).toEqual(said);
});

it('says in its texts nothing that the attribution does not know', () => {
  for (const exchange of conversation.slice(0, 60)) {
    const { segments } = attribute(octetsOf(bodyOf(exchange, 'request')), exchange.head?.requestHeaders ?? []);
    expect(segments.filter(({ source }) => source.kind.startsWith('unknown'))).toEqual([]);
  }
});

function digest(exchanges: Iterable<ExchangeWrite>): string {
  const hash = createHash('sha256');
  for (const { bodies, ...rest } of exchanges) {
    hash.update(JSON.stringify(rest));
    for (const body of bodies) hash.update(octetsOf(body));
  }
  return hash.digest('hex');
}

function bodyOf(exchange: ExchangeWrite, side: BodyWrite['side']): BodyWrite {
  const found = exchange.bodies.find((body) => body.side === side);
  if (found === undefined) throw new Error(`exchange ${exchange.id} has no ${side}`);
  return found;
}

const octetsOf = ({ octets }: BodyWrite): Uint8Array => Buffer.concat(octets);
const textOf = (exchange: ExchangeWrite, side: BodyWrite['side']): string => Buffer.from(octetsOf(bodyOf(exchange, side))).toString();
