import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { execOf } from '../../../../test-support/desktop-entry.ts';
import { quoteWindowsArgument } from '../../quote.ts';
import type { CommandResult } from '../trust/run-command.ts';
import { loginCommand, programOf } from './login-command.ts';
import { loginItemOf, type LoginItem } from './login-item.ts';

const hard = ['/opt/my apps/whence', '--data-dir=/home/o\'hara/$HOME/100%/`x`/"q"\\end', '--upstream-ca=/tmp/ä;b&c|d.pem', 'plain', ''];

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'whence-login-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const notInstalled = async (): Promise<CommandResult> => ({ exitCode: null, missing: true, output: '' });
const noCommand = async (): Promise<CommandResult> => ({ exitCode: 0, missing: false, output: '' });

function itemOn(platform: NodeJS.Platform, command: readonly string[] = hard, environment: Record<string, string> = {}, run = noCommand): LoginItem {
  return loginItemOf({ platform, home, environment, uid: 501, run }, command);
}

const everythingIn = (folder: string): readonly string[] => readdirSync(folder, { recursive: true }).map(String).toSorted();
const stateOf = async (item: LoginItem): Promise<string> => (await item.read()).state;

test('what is started is the same program with whole paths, its data, its port and what the standby goes by', () => {
  const options = {
    interceptHosts: ['api.test'],
    connectTo: [{ fromHost: '::1', fromPort: 443, toHost: null, toPort: 8001 }],
    upstreamCaFiles: ['company.pem'],
  };
  const facts = { program: '/e/electron', appFolder: '/src/whence', switches: ['--no-sandbox'], dataDir: '/d', port: 8443, options };
  expect(loginCommand(facts)).toEqual([
    '/e/electron',
    '--no-sandbox',
    '/src/whence',
    '--standby-only',
    '--data-dir=/d',
    '--port=8443',
    '--intercept=api.test',
    '--connect-to=[::1]:443::8001',
    `--upstream-ca=${join(process.cwd(), 'company.pem')}`,
  ]);
  const packaged = { ...facts, appFolder: null, switches: [], options: { connectTo: [], upstreamCaFiles: [] } };
  expect(loginCommand(packaged)).toEqual(['/e/electron', '--standby-only', '--data-dir=/d', '--port=8443']);
});

it('names the AppImage that the program lies in, not one whose terminal it was started from', () => {
  const environment = { APPIMAGE: '/home/someone/Whence.AppImage', APPDIR: '/tmp/.mount_Whence' };
  expect(programOf('/tmp/.mount_Whence/whence', environment)).toBe('/home/someone/Whence.AppImage');
  expect(programOf('/opt/whence/whence', environment)).toBe('/opt/whence/whence');
  expect(programOf('/opt/whence/whence', { APPIMAGE: 'Whence.AppImage', APPDIR: '/opt' })).toBe('/opt/whence/whence');
  expect(programOf('/opt/whence/whence', {})).toBe('/opt/whence/whence');
});

describe.each([
  ['linux', '.config/autostart/whence-standby.desktop'],
  ['darwin', 'Library/LaunchAgents/whence.standby.plist'],
] as const)('a login item on %s', (platform, place) => {
  const file = (): string => join(home, place);

  it('is off, on and off again, and leaves nothing, not even the folders made for it', async () => {
    const item = itemOn(platform);
    expect(await stateOf(item)).toBe('off');
    expect(await item.add()).toMatchObject({ done: true });
    expect(await stateOf(item)).toBe('on');
    expect(statSync(file()).mode & 0o077).toBe(0);
    // Again, as after a change: what was made is still known.
    expect(await itemOn(platform, ['other']).add()).toMatchObject({ done: true });
    expect(await itemOn(platform, ['other']).remove()).toMatchObject({ done: true });
    expect(everythingIn(home)).toEqual([]);
    expect(await item.remove()).toMatchObject({ done: true });
  });

  it('leaves folders that were there, and what else is in those that were not', async () => {
    mkdirSync(dirname(file()), { recursive: true });
    await itemOn(platform).add();
    await itemOn(platform).remove();
    expect(existsSync(dirname(file()))).toBe(true);
    rmSync(join(home, place.split('/')[0] ?? ''), { recursive: true });
    await itemOn(platform).add();
    writeFileSync(join(dirname(file()), 'theirs'), '');
    await itemOn(platform).remove();
    expect(everythingIn(dirname(file()))).toEqual(['theirs']);
  });

  it('is of another place when its command was another', async () => {
    await itemOn(platform, ['/old/electron', '/old/whence']).add();
    expect(await itemOn(platform).read()).toEqual({ state: 'elsewhere', message: expect.stringContaining('is not this Whence') });
  });

  it('says why it cannot be written', async () => {
    writeFileSync(join(home, place.split('/')[0] ?? ''), 'a file where a folder should be');
    expect(await itemOn(platform).add()).toMatchObject({ done: false, message: expect.stringContaining(file()) });
    expect(await stateOf(itemOn(platform))).toBe('off');
  });
});

describe('the autostart entry', () => {
  it('is read back by the rules of its specification, whatever is in the arguments', async () => {
    await itemOn('linux').add();
    expect(execOf(readFileSync(join(home, '.config/autostart/whence-standby.desktop'), 'utf8'))).toEqual(hard);
  });

  it('lies where XDG_CONFIG_HOME says, if that is a whole path', async () => {
    const elsewhere = join(home, 'settings');
    await itemOn('linux', hard, { XDG_CONFIG_HOME: elsewhere }).add();
    expect(everythingIn(home)).toEqual(['settings', 'settings/autostart', 'settings/autostart/whence-standby.desktop']);
    expect(await stateOf(itemOn('linux', hard, { XDG_CONFIG_HOME: 'settings' }))).toBe('off');
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('is off where the user has it off in the system’s settings (%s), and on when it is added again', async (line) => {
    const file = join(home, '.config/autostart/whence-standby.desktop');
    await itemOn('linux').add();
    writeFileSync(file, `${readFileSync(file, 'utf8').replace('X-GNOME-Autostart-enabled=true\n', '')}${line}\n`);
    expect(await itemOn('linux').read()).toEqual({ state: 'off', message: expect.stringContaining('switched off') });
    await itemOn('linux').add();
    expect(await stateOf(itemOn('linux'))).toBe('on');
    await itemOn('linux').remove();
    expect(everythingIn(home)).toEqual([]);
  });
});

describe('the launch agent', () => {
  it('starts its arguments at sign-in, and leaves what they start alone', async () => {
    await itemOn('darwin', ['/Applications/W & <X>', '--port=1']).add();
    const text = readFileSync(join(home, 'Library/LaunchAgents/whence.standby.plist'), 'utf8');
    expect(text).toContain('<string>/Applications/W &amp; &lt;X&gt;</string>\n    <string>--port=1</string>');
    for (const key of ['RunAtLoad', 'AbandonProcessGroup']) expect(text).toContain(`<key>${key}</key>\n  <true/>`);
  });

  it('is off where the user has disabled it, and enabled when it is added', async () => {
    const ran: (readonly string[])[] = [];
    const run = async (program: string, args: readonly string[]): Promise<CommandResult> => {
      ran.push([program, ...args]);
      return { exitCode: 0, missing: false, output: 'disabled services = {\n\t"whence.standby" => disabled\n}' };
    };
    const item = loginItemOf({ platform: 'darwin', home, environment: {}, uid: 501, run }, hard);
    await item.add();
    expect(ran.at(-1)).toEqual(['/bin/launchctl', 'enable', 'gui/501/whence.standby']);
    expect(await item.read()).toEqual({ state: 'off', message: expect.stringContaining('switched off') });
  });
});

describe('the Run key', () => {
  const runKey = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Run`;
  const approvedKey = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run`;
  const command = [String.raw`C:\Program Files\Whence\whence.exe`, '--standby-only', String.raw`--data-dir=C:\Users\Jörg\w`];
  const line = String.raw`"C:\Program Files\Whence\whence.exe" --standby-only --data-dir=C:\Users\Jörg\w`;
  const failing: CommandResult = { exitCode: 1, missing: false, output: 'ERROR: The system was unable to find the specified registry key or value.' };

  /** A registry of these two keys, as reg.exe prints it. */
  function registry(values: Map<string, string>) {
    const ran: (readonly string[])[] = [];
    const run = async (program: string, args: readonly string[]): Promise<CommandResult> => {
      ran.push([program, ...args]);
      const [verb, key = ''] = args;
      if (verb === 'add') values.set(key, `REG_SZ    ${args[args.indexOf('/d') + 1] ?? ''}`);
      const value = values.get(key);
      if (value === undefined) return failing;
      if (verb === 'delete') values.delete(key);
      return { exitCode: 0, missing: false, output: `\r\n${key}\r\n    Whence standby    ${value}\r\n` };
    };
    return { ran, item: loginItemOf({ platform: 'win32', home, environment: {}, uid: 0, run }, command) };
  }

  it('is set, read and deleted with reg.exe, and nothing of it stays', async () => {
    const values = new Map<string, string>();
    const { item, ran } = registry(values);
    expect(await stateOf(item)).toBe('off');
    expect(await item.add()).toMatchObject({ done: true });
    expect(ran).toContainEqual(['reg.exe', 'add', runKey, '/v', 'Whence standby', '/t', 'REG_SZ', '/d', line, '/f']);
    expect(await stateOf(item)).toBe('on');
    values.set(approvedKey, 'REG_BINARY    020000000000000000000000');
    expect(await stateOf(item)).toBe('on');
    expect(await item.remove()).toMatchObject({ done: true });
    expect(ran).toContainEqual(['reg.exe', 'delete', runKey, '/v', 'Whence standby', '/f']);
    expect([...values]).toEqual([]);
  });

  it('is off where the Task Manager has it off, and of another place with another command; a console’s letters are passed over', async () => {
    const { item } = registry(new Map([[runKey, `REG_SZ    ${line.replace('ö', '�')}`], [approvedKey, 'REG_BINARY    030000001234567812345678']]));
    expect(await item.read()).toEqual({ state: 'off', message: expect.stringContaining('switched off') });
    expect(await stateOf(registry(new Map([[runKey, `REG_SZ    ${line.replace('ö', '�')}`]])).item)).toBe('on');
    expect(await stateOf(registry(new Map([[runKey, String.raw`REG_SZ    C:\old\whence.exe --standby-only`]])).item)).toBe('elsewhere');
  });

  it('refuses a line that Windows would not start, and says so where there is no reg.exe', async () => {
    const long = loginItemOf({ platform: 'win32', home, environment: {}, uid: 0, run: noCommand }, [String.raw`C:\w.exe`, `--data-dir=C:\\${'x'.repeat(260)}`]);
    expect(await long.add()).toMatchObject({ done: false, message: expect.stringContaining('shorter path') });
    const item = loginItemOf({ platform: 'win32', home, environment: {}, uid: 0, run: notInstalled }, command);
    expect(await stateOf(item)).toBe('cannot-tell');
    expect(await item.add()).toMatchObject({ done: false, message: expect.stringContaining('was not found') });
    expect(await item.remove()).toMatchObject({ done: false });
  });

  it.each([
    [String.raw`C:\a b\ `.trimEnd(), String.raw`"C:\a b\\"`],
    ['a"b', String.raw`"a\"b"`],
    [String.raw`a\"b`, String.raw`"a\\\"b"`],
    ['', '""'],
    [String.raw`C:\plain\x`, String.raw`C:\plain\x`],
  ])('quotes %s as %s', (argument, quoted) => {
    expect(quoteWindowsArgument(argument)).toBe(quoted);
  });
});
