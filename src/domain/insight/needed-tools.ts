/** Without these Claude Code does not work as it is meant to: it reads, writes, runs, plans, asks and hands on by them. Nobody is told to deny them. */
export const neededTools: ReadonlySet<string> = new Set([
  'Read', 'Write', 'Edit', 'MultiEdit', 'Bash', 'PowerShell', 'Glob', 'Grep', 'LS',
  'BashOutput', 'KillShell', 'KillBash', 'TaskOutput', 'TaskStop', 'AgentOutput', 'SendMessage',
  'Agent', 'Task', 'Skill', 'ToolSearch', 'StructuredOutput', 'AskUserQuestion', 'EnterPlanMode', 'ExitPlanMode',
  'TodoWrite', 'TaskCreate', 'TaskGet', 'TaskList', 'TaskUpdate',
]);
