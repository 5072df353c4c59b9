import { expect, test } from 'vitest';
import { settingsIndex, settingsOf, settingsSections } from './settings-index.ts';
import { typedHost } from './typed-host.ts';

const found = (wanted: string) => settingsSections.flatMap(({ id }) => settingsOf(id, wanted));

test('every setting is in a section, and found by words of its line or by others', () => {
  expect(found('').toSorted()).toEqual(Object.keys(settingsIndex).toSorted());
  expect(found('tray')).toEqual(['window-closed']);
  expect(found('  corporate   PROXY ')).toEqual(['upstream-proxy']);
  expect(found('uninstall')).toEqual(['remove']);
  expect(found('no such thing')).toEqual([]);
});

test('a host is taken out of an address that was pasted', () => {
  expect(['Gateway.Example.com', 'https://gateway.example.com:8443/v1?x', 'gateway.example.com.', ' '].map(typedHost)).toEqual(['gateway.example.com', 'gateway.example.com', 'gateway.example.com', '']);
});
