import { matchesOf, partsFrom, type Part, type SectionRule } from './section-rule.ts';
import type { MemoryScope, Source } from './source.ts';

const userContextOpener = "As you answer the user's questions, you can use the following context:\n";

/** Memory files: all of them in one block at the start, or one by one when a tool came into their directory. */
export const memoryRules: readonly SectionRule[] = [
  {
    name: 'memory block',
    opener: 'Codebase and user instructions are shown below.',
    extent: 'block',
    isAuthored: true,
    parts: (section) => memoryFiles(section, section.length),
  },
  {
    // A conversation that is continued is sent what was edited meanwhile once more (2.1.330).
    name: 'memory block, read again',
    opener: 'Instruction files were re-read when this session started;',
    extent: 'block',
    isAuthored: true,
    parts: (section) => memoryFiles(section, section.length),
  },
  {
    // 2.1.197 sends memory, date and more under one heading each in one block.
    name: 'user context block',
    opener: userContextOpener,
    extent: 'block',
    isAuthored: true,
    parts: userContext,
  },
  {
    name: 'nested memory file',
    isEscaped: true,
    opener: 'Contents of /',
    confirm: /Contents of \/[^\n]{1,1000}:\n\n/y,
    extent: 'open',
    isAuthored: true,
    parts: (section) => memoryFiles(section, section.length),
  },
  {
    name: 'nested memory file, Windows',
    isEscaped: true,
    opener: 'Contents of ',
    confirm: /Contents of [A-Za-z]:[\\/][^\n]{1,1000}:\n\n/y,
    extent: 'open',
    isAuthored: true,
    parts: (section) => memoryFiles(section, section.length),
  },
];

const fileOpener = /(?:^|\n\n)Contents of ((?:\/|[A-Za-z]:[\\/])[^\n]{1,1000}?)(?: \(([^()\n]{1,120})\))?:\n\n/g;

/** The same where each line is set in by two blanks. */
const quotedFileOpener = /(?:^|\n {2}\n {2})Contents of ((?:\/|[A-Za-z]:[\\/])[^\n]{1,1000}?)(?: \(([^()\n]{1,120})\))?:\n {2}\n/g;

/** Each file up to `end`. Its heading is not escaped in the files, so all but the first could be forged by the one before. */
export function memoryFiles(section: string, end: number, isQuoted = false): readonly Part[] {
  const beginnings: { start: number; source: Source; isClaimed?: boolean }[] = [];
  for (const found of matchesOf(section.slice(0, end), isQuoted ? quotedFileOpener : fileOpener)) {
    const start = found.index + found[0].indexOf('Contents of ');
    beginnings.push({
      start,
      source: { kind: 'memory-file', path: found[1] ?? '', scope: scopeOf(found[2]) },
      ...(beginnings.length > 0 ? { isClaimed: true } : {}),
    });
  }
  if (beginnings[0]?.start !== 0) beginnings.unshift({ start: 0, source: { kind: 'memory-file' } });
  return partsFrom(end, beginnings);
}

/** The labels of CLI 2.1.197 and 2.1.330; files that came later, from a directory a tool went into, have none. */
function scopeOf(label: string | undefined): MemoryScope {
  if (label === undefined) return 'nested';
  if (label.includes('auto-memory')) return 'auto';
  if (label.includes('private global')) return 'user';
  if (label.includes('private project')) return 'local';
  return 'project';
}

/**
 * `# claudeMd`, `# gitStatus`, `# currentDate` under one opener. The harness puts the date last, so the last heading
 * of that name is its own whatever the files before it hold.
 */
function userContext(section: string): readonly Part[] {
  const start = userContextOpener.length;
  const date = section.lastIndexOf('\n# currentDate\n');
  // The opener ends with the line feed before the first heading.
  const dateAt = date < start - 1 ? -1 : date + 1;
  const filesEnd = dateAt === -1 ? section.length : dateAt;
  return [...beforeDate(section, start, filesEnd), ...(dateAt === -1 ? [] : [{ end: section.length, source: { kind: 'environment', part: 'date' } as const }])];
}

function beforeDate(section: string, start: number, end: number): readonly Part[] {
  if (section.startsWith('# claudeMd\n', start)) return memoryFiles(section, end);
  if (section.startsWith('# gitStatus\n', start)) return [{ end, source: { kind: 'environment', part: 'git' } }];
  return end === start ? [] : [{ end, source: { kind: 'unknown-harness' } }];
}
