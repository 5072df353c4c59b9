import { sourceGroups, type SourceGroup } from '../../domain/attribution/source.ts';

/** The groups as the window names them, in the order they are listed and stacked. */
export const groupNames: Readonly<Record<SourceGroup, string>> = {
  system: 'System prompt',
  tools: 'Tools',
  mcp: 'MCP servers',
  skills: 'Skills',
  memory: 'Memory',
  hooks: 'Hooks and reminders',
  conversation: 'Conversation',
  other: 'Other',
};

export const groupsInOrder: readonly SourceGroup[] = sourceGroups;
