import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Import {
  readonly from: string;
  readonly imports: string;
  /** Who refuses it. The type-checker knows whole rooms; the linter also knows the order within a room, and packages. */
  readonly refusedBy: readonly ('linter' | 'type-checker')[];
}

const imports: readonly Import[] = [
  { from: 'src/domain/tokens', imports: '../../contract/probe.ts', refusedBy: ['linter', 'type-checker'] },
  { from: 'src/domain/tokens', imports: '../../main/store/probe.ts', refusedBy: ['linter', 'type-checker'] },
  { from: 'src/domain/tokens', imports: 'node:fs', refusedBy: ['linter', 'type-checker'] },
  { from: 'src/domain/tokens', imports: '../cost/probe.ts', refusedBy: [] },
  { from: 'src/contract', imports: '../main/store/probe.ts', refusedBy: ['linter', 'type-checker'] },
  { from: 'src/contract', imports: '../renderer/ui/probe.ts', refusedBy: ['linter', 'type-checker'] },
  { from: 'src/contract', imports: '../domain/cost/probe.ts', refusedBy: [] },
  { from: 'src/main/store', imports: '../../renderer/ui/probe.ts', refusedBy: ['linter', 'type-checker'] },
  { from: 'src/main/store', imports: '../shell/probe.ts', refusedBy: ['linter', 'type-checker'] },
  { from: 'src/main/store', imports: '../recorder/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/store', imports: 'electron', refusedBy: ['linter'] },
  { from: 'src/main/capture', imports: '../store/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/proxy', imports: '../store/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/proxy', imports: '../capture/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/proxy', imports: '../relayed/probe.ts', refusedBy: [] },
  { from: 'src/main/capture', imports: '../relayed/probe.ts', refusedBy: [] },
  { from: 'src/main/relayed', imports: '../capture/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/store', imports: '../relayed/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/store', imports: '../content-coding/probe.ts', refusedBy: [] },
  { from: 'src/main/content-coding', imports: '../store/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/answers', imports: '../content-coding/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/recorder', imports: '../proxy/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/recorder', imports: '../analyst/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/recorder', imports: '../capture/probe.ts', refusedBy: [] },
  { from: 'src/main/analyst', imports: '../recorder/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/analyst', imports: '../store/probe.ts', refusedBy: [] },
  { from: 'src/main/answers', imports: '../api/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/answers', imports: '../store/probe.ts', refusedBy: [] },
  { from: 'src/main/answers', imports: '../archive/probe.ts', refusedBy: [] },
  { from: 'src/main/archive', imports: '../answers/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/archive', imports: '../content-coding/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/archive', imports: '../recorder/probe.ts', refusedBy: [] },
  { from: 'src/main/recorder', imports: '../archive/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/api', imports: '../shell/probe.ts', refusedBy: ['linter', 'type-checker'] },
  { from: 'src/main/api', imports: '../answers/probe.ts', refusedBy: [] },
  { from: 'src/main/pointing', imports: '../settings/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/pointing', imports: '../proxy/probe.ts', refusedBy: [] },
  { from: 'src/main/settings', imports: '../store/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/settings', imports: '../proxy/probe.ts', refusedBy: [] },
  { from: 'src/main/shell', imports: '../proxy/probe.ts', refusedBy: ['linter'] },
  { from: 'src/main/shell', imports: '../settings/probe.ts', refusedBy: [] },
  { from: 'src/main/shell', imports: '../answers/probe.ts', refusedBy: [] },
  { from: 'src/main/shell', imports: 'electron', refusedBy: [] },
  { from: 'src/preload', imports: '../main/store/probe.ts', refusedBy: ['linter', 'type-checker'] },
  { from: 'src/preload', imports: '../contract/probe.ts', refusedBy: [] },
  { from: 'src/renderer/traffic', imports: '../../main/store/probe.ts', refusedBy: ['linter', 'type-checker'] },
  { from: 'src/renderer/traffic', imports: 'electron', refusedBy: ['linter'] },
  { from: 'src/renderer/traffic', imports: '../settings/probe.ts', refusedBy: ['linter'] },
  { from: 'src/renderer/traffic/detail', imports: '../../settings/probe.ts', refusedBy: ['linter'] },
  { from: 'src/renderer/traffic', imports: '../ui/probe.ts', refusedBy: [] },
  { from: 'src/renderer/traffic', imports: '../../contract/probe.ts', refusedBy: [] },
  { from: 'src/renderer/ui', imports: '../../domain/cost/probe.ts', refusedBy: ['linter'] },
  { from: 'src/renderer/ui', imports: '../bridge/probe.ts', refusedBy: ['linter'] },
  { from: 'src/renderer/commands', imports: '../bridge/probe.ts', refusedBy: ['linter'] },
  { from: 'src/renderer/evidence', imports: '../sources/probe.ts', refusedBy: ['linter'] },
  { from: 'src/renderer/traffic', imports: '../commands/probe.ts', refusedBy: [] },
  { from: 'src/renderer/traffic', imports: 'react-aria-components', refusedBy: ['linter'] },
  { from: 'src/renderer/app', imports: 'react-aria-components', refusedBy: ['linter'] },
  { from: 'src/renderer/ui', imports: 'react-aria-components', refusedBy: [] },
];

const targets = [
  ...new Set(imports.filter(({ imports: name }) => name.startsWith('.')).map(({ from, imports: name }) => path.join(from, name))),
];
const importingFile = (index: number) => path.join(imports[index]?.from ?? '', `importing-${index}.ts`);

describe('the import rules', () => {
  // A copy of the rules with sources of its own: the checkout stays as it is, and its own mistakes do not count here.
  const copy = mkdtempSync(path.join(tmpdir(), 'whence-layers-'));
  const complaints = { linter: '', 'type-checker': '' };

  beforeAll(async () => {
    for (const file of ['.oxlintrc.json', 'tsconfig.base.json', ...tsconfigs()]) {
      cpSync(path.join(root, file), path.join(copy, file), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
    for (const target of targets) write(target, 'export const value = 1;\n');
    imports.forEach(({ imports: name }, index) => write(importingFile(index), `import * as target from '${name}';\n\nexport const kept = target;\n`));
    complaints.linter = await output('oxlint', ['--format', 'unix', 'src']);
    complaints['type-checker'] = await output('tsc', ['-b', '--pretty', 'false', ...tsconfigs()]);
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it.each(imports.map((rule, index) => ({ ...rule, index, verdict: rule.refusedBy.join(' and ') || 'nobody' })))(
    'an import of $imports in $from is refused by $verdict',
    ({ index, refusedBy }) => {
      const file = importingFile(index).split(path.sep).join('/');
      for (const checker of ['linter', 'type-checker'] as const) {
        const lines = complaints[checker].split('\n').filter((line) => line.includes(file));
        expect(lines.length > 0, `${checker}: ${lines.join('\n')}`).toBe(refusedBy.includes(checker));
      }
    },
  );

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    writeFileSync(path.join(copy, file), text);
  }

  /** What a tool prints about the copy; these tools fail when they have something to say. */
  async function output(tool: string, toolArguments: readonly string[]): Promise<string> {
    const program = { oxlint: 'oxlint/bin/oxlint', tsc: 'typescript/bin/tsc' }[tool] ?? tool;
    const file = path.join(root, 'node_modules', program);
    const ran = promisify(execFile)(process.execPath, [file, ...toolArguments], { cwd: copy });
    const { stdout } = await ran.catch((error: unknown) => {
      if (error instanceof Error && 'stdout' in error) return { stdout: String(error.stdout) };
      throw error;
    });
    return stdout;
  }
});

describe('every folder has its rule', () => {
  const rules = read('.oxlintrc.json');
  const folders = ['src', 'src/main', 'src/renderer'].flatMap((parent) =>
    readdirSync(path.join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['src/main', 'src/renderer'].includes(`${parent}/${entry.name}`))
      .map((entry) => `${parent}/${entry.name}`),
  );

  it.each(folders)('%s is named in .oxlintrc.json', (folder) => {
    expect(rules).toContain(`"${folder}/**"`);
  });
});

describe('the documents name what there is', () => {
  const decisions = readdirSync(path.join(root, 'docs/decisions')).map((file) => `docs/decisions/${file}`);
  const documents = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md', ...decisions];

  it.each(documents)('every path that %s names exists', (document) => {
    const named = [...read(document).matchAll(/`((?:src|scripts|e2e|docs|test-support|resources)\/[^`\s]*)`/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});

describe('the decisions', () => {
  it('are numbered from one on, each by its name and its title alike', () => {
    const files = readdirSync(path.join(root, 'docs/decisions'));
    const titles = files.map((file) => /^# (\d+)\. /.exec(read(`docs/decisions/${file}`))?.[1]);
    expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_file, index) => index + 1));
    expect(titles.map(Number)).toEqual(files.map((_file, index) => index + 1));
  });
});

/** A `*` stands for any end of a name, `NAME` and the like for a name that the reader chooses. */
function isThere(name: string): boolean {
  if (/[A-Z]{4,}|…/.test(name)) return isThere(path.dirname(name));
  if (!name.includes('*')) return existsSync(path.join(root, name));
  const folder = path.join(root, path.dirname(name));
  const beginning = path.basename(name).split('*')[0] ?? '';
  return existsSync(folder) && readdirSync(folder).some((entry) => entry.startsWith(beginning));
}

function tsconfigs(): readonly string[] {
  const rooms = ['src/domain', 'src/contract', 'src/main', 'src/main/shell', 'src/preload', 'src/renderer'];
  return rooms.map((room) => `${room}/tsconfig.json`);
}
