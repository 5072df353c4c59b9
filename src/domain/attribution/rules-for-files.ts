import { memoryFiles } from './rules-for-memory.ts';
import { authoredRule, firstLine, openRule, paragraphRule, matchesOf, partsFrom, type Part, type RuleContext, type SectionRule } from './section-rule.ts';
import type { Source } from './source.ts';

const readBefore = /Note: ([^\n]{1,1000}?) was read before the last conversation was summarized/y;
const truncated = /Note: The file ([^\n]{1,1000}?) was too large and has been truncated/y;
const notAttached = /The user @-mentioned ([^\n]{1,1000}?) \(/y;
const notAsOnDisk = /Note: ([^\n]{1,1000}?) is not shown exactly as it is on disk\./y;
const largePdf = /PDF file: ([^\n]{1,1000}?) \(/y;
const changed = /Note: ([^\n]{1,1000}?) (?:changed on disk since you last read it|was modified, either by the user or by a linter)/y;

/** Files that the user mentioned or has open, that changed, or that a compaction left out (CLI 2.1.197 and 2.1.330). */
export const fileRules: readonly SectionRule[] = [
  { ...authoredRule('file mention', 'Called the ', fileMention, /Called the \w+ tool with the following input: /y), isEscaped: true },
  { ...authoredRule('file mention result', 'Result of calling the ', mentionResult, /Result of calling the \w+ tool:/y), isEscaped: true },
  openRule('file not attached', 'The user @-mentioned ', mentionIn(notAttached), notAttached),
  openRule('file left out of a compaction', 'Note: ', mentionIn(readBefore), readBefore),
  openRule('file truncated', 'Note: The file ', mentionIn(truncated), truncated),
  openRule('file not shown as it is', 'Note: ', mentionIn(notAsOnDisk), notAsOnDisk),
  openRule('PDF not attached', 'PDF file: ', mentionIn(largePdf), largePdf),
  authoredRule('file changed', 'Note: ', changedFile, changed),
  authoredRule('IDE selection', 'The user selected the ', { kind: 'reminder', which: 'ide-selection' }, /The user selected the (?:lines \d|following \d)/y),
  openRule('IDE file', 'The user opened the file ', { kind: 'reminder', which: 'ide-file' }, /The user opened the file [^\n]{1,1000} in the IDE\./y),
  authoredRule('diagnostics', '<new-diagnostics>', { kind: 'reminder', which: 'diagnostics' }),
  paragraphRule('image path', 'The attached image is also saved at ', { kind: 'reminder', which: 'image-path' }),
  paragraphRule('image paths', '', { kind: 'reminder', which: 'image-path' }, /The \d{1,3} attached images, in display order, are also saved at /y),
  { name: 'relevant memories', opener: 'Retrieved for possible relevance', extent: 'open', isAuthored: true, parts: retrievedMemories },
  {
    name: 'instruction files changed',
    opener: 'These instruction files changed',
    extent: 'open',
    isAuthored: true,
    parts: (section) => memoryFiles(section, section.length),
  },
  paragraphRule('instruction files gone', 'Instructions no longer present: ', { kind: 'reminder', which: 'memory-update' }),
  openRule('memory consolidation', 'Background memory consolidation updated your memory directory', { kind: 'reminder', which: 'memory-update' }),
];

/** `Called the Read tool with the following input: {json}`; a directory is shown by `ls` in Bash. */
function fileMention(section: string, context: RuleContext): Source {
  const line = firstLine(section);
  const path = /"file_path":"((?:[^"\\]|\\.){1,4000})"/.exec(line)?.[1] ?? /"command":"ls ((?:[^"\\]|\\.){1,4000}?)"/.exec(line)?.[1];
  context.lastMentionedPath = path === undefined ? null : unescaped(path);
  return mentionResult(section, context);
}

function mentionResult(_section: string, context: RuleContext): Source {
  return context.lastMentionedPath === null
    ? { kind: 'file-mention' }
    : { kind: 'file-mention', path: context.lastMentionedPath };
}

function mentionIn(pattern: RegExp): (section: string) => Source {
  return (section) => {
    pattern.lastIndex = 0;
    const path = pattern.exec(section)?.[1];
    return path === undefined ? { kind: 'file-mention' } : { kind: 'file-mention', path };
  };
}

/** A memory file that changed is sent again like any other file. */
function changedFile(section: string): Source {
  changed.lastIndex = 0;
  const path = changed.exec(section)?.[1] ?? '';
  return /(?:^|[\\/])(?:CLAUDE(?:\.local)?|AGENTS|MEMORY)\.md$/.test(path) ? { kind: 'memory-file', path } : { kind: 'reminder', which: 'file-changed' };
}

/** `Memory: <path>` and its text, for each that was found. */
function retrievedMemories(section: string): readonly Part[] {
  const beginnings: { start: number; source: Source; isClaimed?: boolean }[] = [{ start: 0, source: { kind: 'memory-file', scope: 'auto' } }];
  for (const found of matchesOf(section, /\n\nMemory: ([^\n]{1,1000})\n/g)) {
    const source: Source = { kind: 'memory-file', path: found[1] ?? '', scope: 'auto' };
    beginnings.push({ start: found.index + 2, source, ...(beginnings.length > 1 ? { isClaimed: true } : {}) });
  }
  return partsFrom(section.length, beginnings);
}

function unescaped(jsonContents: string): string {
  try {
    const value: unknown = JSON.parse(`"${jsonContents}"`);
    return typeof value === 'string' ? value : jsonContents;
  } catch {
    return jsonContents;
  }
}
