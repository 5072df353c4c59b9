import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { PointingLines } from '../../contract/status-view.ts';
import { pointingLines } from './pointing-lines.ts';

const proxyUrl = 'http://127.0.0.1:8443';
const awkwardFile = String.raw`/home/o'brien/My "Data" $HOME \ ‘x’;#/ca/bundle.pem`;

function lineFor(lines: PointingLines, shell: string): string {
  const found = lines.find((line) => line.shell.startsWith(shell));
  if (found === undefined) throw new Error(`no line for ${shell}`);
  return found.line;
}

/** Runs the line in the shell and answers the environment that a program started after it sees. */
function environmentAfter(program: string, flags: readonly string[], line: string): string {
  const script = `${line}; ${JSON.stringify(process.execPath).replaceAll('"', "'")} -e 'console.log(JSON.stringify([process.env.HTTPS_PROXY,process.env.https_proxy,process.env.NODE_EXTRA_CA_CERTS]))'`;
  const { stdout } = spawnSync(program, [...flags, script], { encoding: 'utf8', env: { PATH: process.env['PATH'] } });
  return stdout.trim();
}

const shells = [
  { shell: 'bash', program: 'bash', flags: ['--norc', '-c'] },
  { shell: 'bash', program: 'sh', flags: ['-c'] },
  { shell: 'bash', program: 'zsh', flags: ['-f', '-c'] },
  { shell: 'fish', program: 'fish', flags: ['--no-config', '-c'] },
].filter(({ program }) => spawnSync(program, ['-c', 'exit 0']).status === 0);

test.each(shells)('what $program is told reaches the programs it starts, whatever is in the path', ({ shell, program, flags }) => {
  const line = lineFor(pointingLines({ proxyUrl, caBundleFile: awkwardFile }, 'linux'), shell);
  expect(environmentAfter(program, flags, line)).toBe(JSON.stringify([proxyUrl, proxyUrl, awkwardFile]));
});

test('an ordinary path is left without quotes, so that the line stays readable', () => {
  const line = lineFor(pointingLines({ proxyUrl, caBundleFile: '/home/ana/whence/ca/bundle.pem' }, 'linux'), 'bash');
  expect(line).toBe(`export HTTPS_PROXY=${proxyUrl} https_proxy=${proxyUrl} NODE_EXTRA_CA_CERTS=/home/ana/whence/ca/bundle.pem`);
});

test('fish escapes the quote and the backslash, and nothing else', () => {
  const line = lineFor(pointingLines({ proxyUrl, caBundleFile: String.raw`/a 'b' \c` }, 'linux'), 'fish');
  expect(line).toContain(String.raw`set -gx NODE_EXTRA_CA_CERTS '/a \'b\' \\c'`);
});

test('PowerShell doubles quotes, the typographic ones too, and comes first on Windows', () => {
  const lines = pointingLines({ proxyUrl, caBundleFile: String.raw`C:\Users\O'Brien ’s\bundle.pem` }, 'win32');
  expect(lines.map(({ shell }) => shell)).toEqual(['PowerShell', 'bash, zsh', 'fish']);
  expect(lineFor(lines, 'PowerShell')).toContain(String.raw`$env:NODE_EXTRA_CA_CERTS = 'C:\Users\O''Brien ’’s\bundle.pem'`);
});
