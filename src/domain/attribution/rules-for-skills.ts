import { matchesOf, partsFrom, type Part, type SectionRule } from './section-rule.ts';
import type { Source } from './source.ts';

/** Skills that were launched before a compaction, whose bodies are sent again (CLI 2.1.330). */
export const skillRules: readonly SectionRule[] = [
  {
    name: 'earlier skills',
    opener: 'The following skills were invoked EARLIER in this session',
    extent: 'open',
    isAuthored: true,
    parts: earlierSkills,
  },
];

/** `### Skill: <name>`, `Path: <settings>:<name>` and the body of each, with a rule between them. */
function earlierSkills(section: string): readonly Part[] {
  const beginnings: { start: number; source: Source; isClaimed?: boolean }[] = [{ start: 0, source: { kind: 'skill-body' } }];
  for (const found of matchesOf(section, /(?:^|\n\n)### Skill: ([^\n]{1,200})\n(?:Path: ([^\n]{0,1000})\n)?/g)) {
    const start = found.index + (found[0].startsWith('\n') ? 2 : 0);
    const origin = originOf(found[2]);
    const source: Source = { kind: 'skill-body', name: found[1] ?? '', ...(origin === null ? {} : { origin }) };
    beginnings.push({ start, source, ...(beginnings.length > 1 ? { isClaimed: true } : {}) });
  }
  return partsFrom(section.length, beginnings);
}

function originOf(path: string | undefined): string | null {
  if (path?.startsWith('userSettings') === true) return 'user';
  if (path?.startsWith('projectSettings') === true) return 'project';
  return path?.startsWith('plugin') === true ? 'plugin' : null;
}
