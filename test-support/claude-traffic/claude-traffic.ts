import { ulid } from 'ulid';
import type { ExchangeWrite } from '../../src/main/store/exchange-writes.ts';
import { Random, seedOf } from '../fuzz/random.ts';
import { drawSize } from './draws.ts';
import { makeHarness } from './harness.ts';
import { makeProject, makeServers } from './project.ts';
import { exchangeWriteOf, type SentRequest } from './sent-request.ts';
import { sessionTraffic } from './session.ts';
import { makeVocabulary } from './vocabulary.ts';
import { many } from './writer.ts';

export interface TrafficPlan {
  readonly seed: number;
  /** How many exchanges. */
  readonly pairs: number;
}

/** Windows that someone works in at the same time. */
const terminals = 2;
const projectCount = 12;
const beginsAtUs = Date.UTC(2026, 2, 2, 8) * 1000;
const dayUs = 86_400e6;
const workdayUs = 6 * 3600e6;
/** From then on Claude Code is newer. */
const updatedAfterUs = 1.5 * dayUs;

/**
 * Traffic as Claude Code makes it, as the recorder writes it down, in the order in which it began. The same seed makes the same
 * octets, and begins with the same however many are asked for. Of all that is made only what the sessions that run have said is in memory.
 */
export function* claudeTraffic({ seed, pairs }: TrafficPlan): Generator<ExchangeWrite> {
  const ids = new Random(seedOf(seed, 0));
  const world = makeWorld(seed);
  const running = many(terminals, (terminal) => terminalTraffic(world, new Random(seedOf(seed, 2 + terminal)), beginsAtUs + terminal * 600e6)).map((requests) => ({ requests, next: nextOf(requests) }));
  for (let number = 1; number <= pairs; number += 1) {
    const first = running.reduce((one, other) => (other.next.startedAtUs < one.next.startedAtUs ? other : one));
    const sent = first.next;
    yield exchangeWriteOf(number, ulid(Math.floor(sent.startedAtUs / 1000), () => ids.below(1_000_000) / 1_000_000), sent);
    first.next = nextOf(first.requests);
  }
}

/** What all sessions have in common. */
function makeWorld(seed: number) {
  const random = new Random(seedOf(seed, 1));
  const vocabulary = makeVocabulary(random);
  const servers = makeServers(random, vocabulary);
  return {
    vocabulary,
    harnesses: [makeHarness(seed, vocabulary, 330), makeHarness(seed, vocabulary, 334)] as const,
    projects: many(projectCount, () => makeProject(random, vocabulary, servers)),
  };
}

/** One session after the other, in the hours of work, without an end. */
function* terminalTraffic({ vocabulary, harnesses, projects }: ReturnType<typeof makeWorld>, random: Random, fromUs: number): Generator<SentRequest, never> {
  let atUs = fromUs;
  for (;;) {
    const harness = harnesses[atUs - beginsAtUs < updatedAfterUs ? 0 : 1];
    for (const sent of sessionTraffic({ random, vocabulary, project: random.pick(projects), harness, startedAtUs: atUs })) {
      atUs = Math.max(atUs, sent.startedAtUs);
      yield sent;
    }
    atUs = inWorkingHours(atUs + drawSize(random, 60e6, 2400e6));
  }
}

function inWorkingHours(atUs: number): number {
  const days = Math.floor((atUs - beginsAtUs) / dayUs);
  return atUs - beginsAtUs - days * dayUs < workdayUs ? atUs : beginsAtUs + (days + 1) * dayUs;
}

function nextOf(requests: Generator<SentRequest, never>): SentRequest {
  return requests.next().value;
}
