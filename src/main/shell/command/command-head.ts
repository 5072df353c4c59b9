import { z } from 'zod';

/** What a command file of ours says of itself: whose it is, and which folders were made for it. */
export interface CommandHead {
  readonly dataDir: string;
  /** From the outermost in. They are taken away with the command where they are empty then. */
  readonly madeFolders: readonly string[];
}

const mark = 'whence-command:';
const header = z.object({ dataDir: z.string(), madeFolders: z.array(z.string()) });

/** The lines at the beginning of a command file, as comments of its language. */
export function writeHead({ dataDir, madeFolders }: CommandHead, comment: '#' | 'rem'): string {
  // Letters of other scripts as they are escaped in JSON: a batch file is read in the code page of whoever runs it.
  const stated = JSON.stringify({ dataDir, madeFolders }).replaceAll(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    `${comment} Starts a program with the variables that lead Claude Code through Whence, and as usual while Whence is off.`,
    `${comment} Written by Whence, and taken away by the button under Set-up.`,
    `${comment} ${mark} ${stated}`,
  ].join('\n');
}

/** Reads them back; null for a file that is not ours. */
export function readHead(text: string): CommandHead | null {
  const line = text.split(/\r?\n/, 5).find((one) => /^(#|rem) whence-command: /.test(one));
  if (line === undefined) return null;
  try {
    const read = header.safeParse(JSON.parse(line.slice(line.indexOf(mark) + mark.length)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
