import { expect, test } from 'vitest';
import type { PointingLines } from '../../contract/status-view.ts';
import { envFilesOf } from './env-files.ts';
import { pointingLines } from './pointing-lines.ts';

// That the lines do what they should in real shells is shown beside the files they read, in env-scripts.test.ts.

function lineFor(lines: PointingLines, shell: string): string {
  const found = lines.find((line) => line.shell.startsWith(shell));
  if (found === undefined) throw new Error(`no line for ${shell}`);
  return found.line;
}

test('an ordinary path is left without quotes, so that the line stays readable', () => {
  const lines = pointingLines(envFilesOf('/home/ana/.config/Whence'), 'linux');
  expect(lineFor(lines, 'bash')).toBe('. /home/ana/.config/Whence/env.sh');
  expect(lineFor(lines, 'fish')).toBe('source /home/ana/.config/Whence/env.fish');
});

test('fish escapes the quote and the backslash, and nothing else', () => {
  const line = lineFor(pointingLines({ posix: '', fish: String.raw`/a 'b' \c`, powerShell: '' }, 'linux'), 'fish');
  expect(line).toBe(String.raw`source '/a \'b\' \\c'`);
});

test('PowerShell doubles quotes, the typographic ones too, and comes first on Windows', () => {
  const lines = pointingLines({ posix: '', fish: '', powerShell: String.raw`C:\Users\O'Brien ’s\env.ps1` }, 'win32');
  expect(lines.map(({ shell }) => shell)).toEqual(['PowerShell', 'bash, zsh', 'fish']);
  expect(lineFor(lines, 'PowerShell')).toContain(String.raw`-LiteralPath 'C:\Users\O''Brien ’’s\env.ps1' |`);
});
