import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { StatusView } from '../../../contract/status-view.ts';
import { trayState, traySigns } from './tray-state.ts';

const resources = new URL('../../../../resources/icons/', import.meta.url);

const well: StatusView = {
  proxy: { url: 'http://127.0.0.1:8443', port: 8443, note: null },
  caFile: '', caBundleFile: '', certificateOutdated: false, dataDir: '',
  clients: 0, streaming: 0, exchanges: 0, storeBytes: 0, lost: 0, recordingTrouble: null, tunnelled: 0, unseen: 0, distrusting: [], runningPast: [],
  capture: true,
  accounts: { connections: 0, bytes: 0, exchanges: 0, refused: 0, unseen: 0, difference: null },
  api: { state: 'off' },
  standby: { state: 'ready', message: '' },
  analysisBacklog: 0, reanalysis: { left: 0, total: 0 }, salvage: null, deleting: null, notices: [],
};

test('the tray says how the proxy is doing, by a sign and in words', () => {
  expect(trayState(null)).toEqual({ sign: 'starting', words: 'Starting' });
  expect(trayState(well)).toEqual({ sign: 'recording', words: 'Recording on 127.0.0.1:8443' });
  expect(trayState({ ...well, capture: false }).sign).toBe('paused');
  const troubled = trayState({ ...well, recordingTrouble: 'The disk is full.', standby: { state: 'failed', message: 'It died.' } });
  expect(troubled).toEqual({ sign: 'attention', words: 'The disk is full. And 1 more. Recording on 127.0.0.1:8443.' });
});

test.each(traySigns)('the sign %s has its pictures, for every system and for fine screens', (sign) => {
  const names = ['Template', 'Template@2x', '', '@2x', '-22', '-22@2x', '-32', '-32@2x'].map((suffix) => `tray-${sign}${suffix}.png`);
  expect(names.filter((name) => !existsSync(new URL(name, resources)))).toEqual([]);
});
