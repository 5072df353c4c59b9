import type { Places, PlantedFiles, PlantedTable } from './planted-table.ts';

/** What Claude Code says itself, known by the few words of it that hold something of ours or frame it; nothing is written for it. */
export function plantHarness({ home, project }: Places, table: PlantedTable): PlantedFiles {
  table.recognise(`Primary working directory: ${project}`, { kind: 'environment', part: 'cwd' });
  table.recognise(`${home}/.claude/plans/`, { kind: 'mode', name: 'plan' });
  table.recognise('"x-anthropic-billing-header: ', { kind: 'billing-line' });
  for (const tool of ['Bash', 'Read']) table.recognise(`"name":"${tool}","description"`, { kind: 'tool-definition', tool });
  return {};
}
