import type { SettingsEdit } from '../../../domain/insight/remedies/remedy.ts';

/** What an edit did, in a few words: for a list, and for a point in time. */
export function editWords(edit: SettingsEdit): string {
  switch (edit.edit) {
    case 'deny-server':
      return `denied MCP server ${edit.server}`;
    case 'reject-project-server':
      return `rejected the project’s MCP server ${edit.server}`;
    case 'deny-server-tools':
      return `denied the tools of MCP server ${edit.server}`;
    case 'deny-tool':
      return edit.server === null ? `denied tool ${edit.tool}` : `denied tool ${edit.tool} of ${edit.server}`;
    case 'deny-agent':
      return `denied agent ${edit.agent}`;
    case 'list-skill':
      return { off: `switched skill ${edit.skill} off`, 'name-only': `listed skill ${edit.skill} by name alone`, 'user-invocable-only': `hid skill ${edit.skill} from the model` }[edit.as];
    case 'disable-plugin':
      return `switched plugin ${edit.plugin} off`;
    case 'exclude-memory':
      return `left out ${edit.path}`;
    case 'switch-off-auto-memory':
      return 'switched auto memory off';
  }
}
