import { expect, test } from 'vitest';
import type { DistrustingClient } from '../../relayed/relayed.ts';
import type { ClientProcess } from './client-process.ts';
import { Distrust } from './distrust.ts';

const host = 'api.example.test';
const claude: ClientProcess = { pid: 100, startedAt: '5', name: 'claude' };
const other: ClientProcess = { pid: 101, startedAt: '6', name: 'other' };

function remembering(): {
  readonly distrust: Distrust;
  readonly running: Set<ClientProcess>;
  readonly clock: { nowMs: number };
  readonly shown: (readonly DistrustingClient[])[];
} {
  const running = new Set([claude, other]);
  const clock = { nowMs: 0 };
  const shown: (readonly DistrustingClient[])[] = [];
  const distrust = new Distrust({ isRunning: (process) => running.has(process), nowMs: () => clock.nowMs, onChange: (now) => shown.push(now) });
  return { distrust, running, clock, shown };
}

test('a process is remembered from its first refusal on, and no other with it', () => {
  const { distrust, shown } = remembering();
  expect(distrust.refused(claude, host, false)).toBe(true);
  expect(distrust.distrusting(claude, host)).toEqual({ pid: 100, name: 'claude' });
  expect(distrust.distrusting(claude, 'another.example.test')).toEqual({ pid: 100, name: 'claude' });
  expect(distrust.distrusting(other, host)).toBeNull();
  expect(distrust.distrusting(null, host)).toBeNull();
  expect(shown).toEqual([[{ pid: 100, name: 'claude' }]]);
  distrust.close();
});

test('it is forgotten when it has ended, and another with its pid is another', () => {
  const { distrust, running, shown } = remembering();
  distrust.refused(claude, host, false);
  expect(distrust.distrusting({ ...claude, startedAt: '9' }, host)).toBeNull();
  running.delete(claude);
  expect(distrust.distrusting(other, host)).toBeNull();
  expect(shown.at(-1)).toEqual([]);
});

test('where the process is not known, the host passes for a minute after the last refusal, but not for who has trusted', () => {
  const { distrust, clock } = remembering();
  distrust.trusted(other);
  distrust.refused(null, host, true);
  clock.nowMs = 30_000;
  distrust.refused(null, host, true);
  clock.nowMs = 89_999;
  expect(distrust.distrusting(null, host)).toEqual({ pid: null, name: host });
  expect(distrust.distrusting(claude, host)).toEqual({ pid: null, name: host });
  expect(distrust.distrusting(other, host)).toBeNull();
  expect(distrust.distrusting(null, 'another.example.test')).toBeNull();
  clock.nowMs = 90_000;
  expect(distrust.distrusting(null, host)).toBeNull();
});

test('who has trusted is not taken to distrust for leaving early, unless that is all it does, or it says so', () => {
  const { distrust } = remembering();
  distrust.trusted(claude);
  expect(distrust.refused(claude, host, false)).toBe(false);
  expect(distrust.refused(claude, host, false)).toBe(false);
  distrust.trusted(claude);
  expect(distrust.refused(claude, host, false)).toBe(false);
  expect(distrust.refused(claude, host, false)).toBe(false);
  expect(distrust.distrusting(claude, host)).toBeNull();
  expect(distrust.refused(claude, host, false)).toBe(true);
  expect(distrust.distrusting(claude, host)).toEqual({ pid: 100, name: 'claude' });

  distrust.trusted(other);
  expect(distrust.refused(other, host, true)).toBe(true);
  distrust.close();
});

test('all are forgotten at once, those who trusted another certificate included', () => {
  const { distrust, shown } = remembering();
  distrust.trusted(other);
  distrust.refused(claude, host, false);
  distrust.refused(null, host, false);
  expect(shown.at(-1)).toHaveLength(2);
  distrust.forget();
  expect(distrust.distrusting(claude, host)).toBeNull();
  expect(shown.at(-1)).toEqual([]);
  expect(distrust.refused(other, host, false)).toBe(true);
  distrust.close();
});
