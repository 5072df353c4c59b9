import { expect, test } from 'vitest';
import type { StatusView } from './status-view.ts';
import { attentionOf } from './attention.ts';

const well: StatusView = {
  proxy: { url: 'http://127.0.0.1:8443', port: 8443, note: null },
  caFile: '',
  caBundleFile: '',
  certificateOutdated: false,
  dataDir: '',
  clients: 1,
  streaming: 0,
  exchanges: 3,
  storeBytes: 1,
  lost: 0,
  recordingTrouble: null,
  tunnelled: 9,
  unseen: 2,
  distrusting: [],
  runningPast: [],
  capture: false,
  api: { state: 'off' },
  accounts: { connections: 1, bytes: 1, exchanges: 3, refused: 1, unseen: 2, difference: null },
  standby: { state: 'off', message: '' },
  analysisBacklog: 0,
  reanalysis: { left: 0, total: 0 },
  salvage: null,
  deleting: null,
  notices: [],
};

const texts = (change: Partial<StatusView>) => attentionOf({ ...well, ...change }).map(({ text }) => text);

test('nothing is said while all is well, whatever passed unseen', () => {
  expect(attentionOf(well)).toEqual([]);
});

test('clients that refuse the certificate are named, a host where no process is known', () => {
  expect(texts({ distrusting: [{ pid: 7, name: 'claude' }] })).toEqual([
    'Claude (process 7) does not trust the certificate: its connections pass through unseen.',
  ]);
  expect(texts({ distrusting: [{ pid: 7, name: 'claude' }, { pid: null, name: 'claude.ai' }, { pid: 8, name: 'node' }] })).toEqual([
    'Claude (process 7), a client of claude.ai and node (process 8) do not trust the certificate: their connections pass through unseen.',
  ]);
});

test('a disk that takes nothing is said first, for as long as it does', () => {
  expect(texts({ recordingTrouble: 'The disk is full.', standby: { state: 'failed', message: 'It does not start.' } })).toEqual(['The disk is full.', expect.stringContaining('It does not start.')]);
});

test('a difference, a way past the proxy and a failed standby are said with their reasons, each by itself', () => {
  expect(
    texts({
      accounts: { ...well.accounts, difference: 'One connection is missing.' },
      runningPast: [{ pid: 1, reason: 'First reason.' }, { pid: 2, reason: 'Second reason.' }],
      standby: { state: 'failed', message: 'It does not start.' },
    }),
  ).toEqual([
    expect.stringContaining('One connection is missing.'),
    'Claude Code (process 1) runs past Whence. First reason.',
    'Claude Code (process 2) runs past Whence. Second reason.',
    expect.stringContaining('It does not start.'),
  ]);
});
