import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maskingRules } from '../../domain/masking/masking-rules.ts';
import { defaultSettings, readSettings, writeSettings } from './settings.ts';

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'whence-settings-')), 'settings.json');
});
afterEach(() => rmSync(dirname(file), { recursive: true, force: true }));

describe('settings', () => {
  it('are the defaults where there is no file, without a notice', () => {
    expect(readSettings(file)).toMatchObject({ settings: defaultSettings, notices: [] });
  });

  it('come back as they were written', () => {
    const settings = { ...defaultSettings, port: 9000, capture: false, interceptHosts: ['api.anthropic.com', 'claude.ai'], theme: 'dark' as const, api: { on: true, port: 4000 }, savedFilters: [{ name: 'Dear', filter: 'cost:>1' }] };
    writeSettings(file, settings);
    expect(readSettings(file)).toMatchObject({ settings, notices: [], unknown: {} });
  });

  it('name a bad value and use its default, keeping the good ones', () => {
    writeFileSync(file, JSON.stringify({ port: 99999, theme: 'light' }));
    const { settings, notices } = readSettings(file);
    expect(settings).toEqual({ ...defaultSettings, theme: 'light' });
    expect(notices).toEqual([expect.stringContaining('"port"')]);
  });

  it('name a masking rule that there is not, and keep the others', () => {
    const [rule] = maskingRules;
    writeFileSync(file, JSON.stringify({ maskingRulesOff: ['no-such-rule', rule?.id] }));
    const { settings, notices } = readSettings(file);
    expect(settings.maskingRulesOff).toEqual([rule?.id]);
    expect(notices).toEqual([expect.stringContaining('"no-such-rule"')]);
  });

  it.each([
    ['upstreamProxy', { from: 'settings', url: 'socks5://proxy:1080', noProxy: '' }],
    ['atQuit', 'perhaps'],
    ['capture', 'no'],
    ['whenWindowClosed', 'hide'],
    ['retention', { days: -1 }],
    ['theme', 7],
    ['interceptHosts', ['*.example.com']],
    ['api', { on: true, port: 99999 }],
    ['api', true],
    ['maskingRulesOff', 'all'],
    ['savedFilters', [{ name: '', filter: 'cache:miss' }]],
  ])('use the default of a bad %s, and name it', (name, value) => {
    writeFileSync(file, JSON.stringify({ [name]: value }));
    const { settings, notices } = readSettings(file);
    expect(settings).toEqual(defaultSettings);
    expect(notices).toEqual([expect.stringContaining(`"${name}"`)]);
  });

  it.each(['{', '[]', 'null'])('say so when the file holds %s', (text) => {
    writeFileSync(file, text);
    expect(readSettings(file).settings).toEqual(defaultSettings);
    expect(readSettings(file).notices).toHaveLength(1);
  });

  it('may begin with a byte order mark, as some editors write it', () => {
    writeFileSync(file, '\uFEFF{ "theme": "light" }');
    expect(readSettings(file)).toMatchObject({ settings: { ...defaultSettings, theme: 'light' }, notices: [] });
  });

  it('that are a folder, or too large, are said to be so', () => {
    writeFileSync(file, `{"theme":"${'x'.repeat(1_100_000)}"}`);
    expect(readSettings(file)).toMatchObject({ settings: defaultSettings, notices: [expect.stringContaining('larger than 1 MB')] });
    rmSync(file);
    mkdirSync(file);
    expect(readSettings(file)).toMatchObject({ settings: defaultSettings, notices: [expect.stringContaining('cannot be read')] });
  });

  it('that this version does not know are named without their values, and kept', () => {
    writeFileSync(file, JSON.stringify({ theme: 'light', ofTomorrow: { secret: 'planted' } }));
    const { notices, unknown, settings } = readSettings(file);
    expect(notices).toEqual([expect.stringContaining('"ofTomorrow"')]);
    expect(notices.join()).not.toContain('planted');
    writeSettings(file, settings, unknown);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ theme: 'light', ofTomorrow: { secret: 'planted' } });
  });

  it('are not written when a value is refused', () => {
    writeSettings(file, defaultSettings);
    const before = readFileSync(file, 'utf8');
    expect(() => writeSettings(file, { ...defaultSettings, interceptHosts: ['not a host'] })).toThrow(/host name/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});
