import { expect, test } from 'vitest';
import type { DistrustingClient } from '../../relayed/relayed.ts';
import type { ClientOwner } from './client-owner.ts';
import type { ClientProcess } from './client-process.ts';
import { Distrust } from './distrust.ts';

const host = 'api.example.test';
const claude = owned({ pid: 100, startedAt: '5', name: 'claude' });
const other = owned({ pid: 101, startedAt: '6', name: 'other' });
const someone: ClientOwner = { kind: 'user', uid: 1000 };
const someoneElse: ClientOwner = { kind: 'user', uid: 1001 };
const unknown: ClientOwner = { kind: 'unknown' };

function owned(process: ClientProcess): Extract<ClientOwner, { kind: 'process' }> {
  return { kind: 'process', process };
}

function remembering(): {
  readonly distrust: Distrust;
  readonly running: Set<ClientProcess>;
  readonly clock: { nowMs: number };
  readonly shown: (readonly DistrustingClient[])[];
} {
  const running = new Set([claude.process, other.process]);
  const clock = { nowMs: 0 };
  const shown: (readonly DistrustingClient[])[] = [];
  const distrust = new Distrust({ isRunning: (process) => running.has(process), nowMs: () => clock.nowMs, onChange: (now) => shown.push(now) });
  return { distrust, running, clock, shown };
}

test('a process is remembered from its first refusal on, and no other with it', () => {
  const { distrust, shown } = remembering();
  expect(distrust.meet(claude, host).refused(false)).toBe(true);
  expect(distrust.distrusting(claude, host)).toEqual(claude);
  expect(distrust.distrusting(claude, 'another.example.test')).toEqual(claude);
  expect(distrust.distrusting(other, host)).toBeNull();
  expect(distrust.distrusting(unknown, host)).toBeNull();
  expect(shown).toEqual([[{ pid: 100, name: 'claude' }]]);
  distrust.close();
});

test('it is forgotten when it has ended, and another with its pid is another', () => {
  const { distrust, running, shown } = remembering();
  distrust.meet(claude, host).refused(false);
  expect(distrust.distrusting(owned({ ...claude.process, startedAt: '9' }), host)).toBeNull();
  running.delete(claude.process);
  expect(distrust.distrusting(other, host)).toBeNull();
  expect(shown.at(-1)).toEqual([]);
});

test('where only the user is known, connections of this user to the host whose process is not known pass for a minute after the last refusal', () => {
  const { distrust, clock, shown } = remembering();
  distrust.meet(someone, host).refused(true);
  clock.nowMs = 30_000;
  distrust.meet(someone, host).refused(true);
  expect(shown.at(-1)).toEqual([{ pid: null, name: 'api.example.test (user 1000)' }]);
  clock.nowMs = 89_999;
  expect(distrust.distrusting(someone, host)).toEqual({ ...someone, host });
  expect(distrust.distrusting(someone, 'another.example.test')).toBeNull();
  for (const who of [someoneElse, unknown, claude]) expect(distrust.distrusting(who, host)).toBeNull();
  clock.nowMs = 90_000;
  expect(distrust.distrusting(someone, host)).toBeNull();
  expect(shown.at(-1)).toEqual([]);
});

test('where nothing is known, what nothing is known of passes at the host for a minute, and nothing else', () => {
  const { distrust, clock, shown } = remembering();
  distrust.meet(unknown, host).refused(true);
  expect(shown.at(-1)).toEqual([{ pid: null, name: host }]);
  clock.nowMs = 59_999;
  expect(distrust.distrusting(unknown, host)).toEqual({ ...unknown, host });
  expect(distrust.distrusting(unknown, 'another.example.test')).toBeNull();
  for (const who of [someone, claude]) expect(distrust.distrusting(who, host)).toBeNull();
  clock.nowMs = 60_000;
  expect(distrust.distrusting(unknown, host)).toBeNull();
});

test('who has trusted is not taken to distrust for leaving early, unless that is all it does, or it says so', () => {
  const { distrust } = remembering();
  distrust.meet(claude, host).trusted();
  expect(distrust.meet(claude, host).refused(false)).toBe(false);
  expect(distrust.meet(claude, host).refused(false)).toBe(false);
  distrust.meet(claude, host).trusted();
  expect(distrust.meet(claude, host).refused(false)).toBe(false);
  expect(distrust.meet(claude, host).refused(false)).toBe(false);
  expect(distrust.distrusting(claude, host)).toBeNull();
  expect(distrust.meet(claude, host).refused(false)).toBe(true);
  expect(distrust.distrusting(claude, host)).toEqual(claude);

  distrust.meet(other, host).trusted();
  expect(distrust.meet(other, host).refused(true)).toBe(true);
  distrust.close();
});

test('all are forgotten at once, those who trusted another certificate included', () => {
  const { distrust, shown } = remembering();
  distrust.meet(other, host).trusted();
  distrust.meet(claude, host).refused(false);
  distrust.meet(unknown, host).refused(false);
  expect(shown.at(-1)).toHaveLength(2);
  distrust.forget();
  expect(distrust.distrusting(claude, host)).toBeNull();
  expect(shown.at(-1)).toEqual([]);
  expect(distrust.meet(other, host).refused(false)).toBe(true);
  distrust.close();
});

test('what a client makes of a certificate that has been forgotten since counts for nothing', () => {
  const { distrust, shown } = remembering();
  const [early, alsoEarly] = [distrust.meet(claude, host), distrust.meet(other, host)];
  distrust.forget();
  expect(early.refused(true)).toBe(false);
  expect(distrust.distrusting(claude, host)).toBeNull();
  expect(shown).toEqual([]);
  alsoEarly.trusted();
  expect(distrust.meet(other, host).refused(false)).toBe(true);
  distrust.close();
});
