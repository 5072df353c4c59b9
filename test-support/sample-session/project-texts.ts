// The little project of the sample: a shed that lends its members tools. All of it is invented.

export const directory = '/home/you/toolshed';

export const userMemory = `Prefer small commits with a sentence for a message.
Before changing anything, say in one line what you are about to change and why.`;

export const projectMemory = `# Toolshed

A small web service: members borrow tools, and get a mail the day before a loan is due.

## Where things are
- \`src/loans/\` lends and takes back. A loan is open until \`returned_at\` is set.
- \`src/reminders/\` decides who is due a mail (\`schedule.ts\`) and sends it (\`mail.ts\`).
- \`src/worker.ts\` runs the jobs. There are two workers in production, for when one is restarted.
- \`test/\` holds one file for each folder of \`src/\`.

## Rules
- The database is the truth. Nothing that has to survive a restart is kept in memory.
- A job may run twice: whatever it does has to be safe to do again.
- Dates are days of the shed's own time zone, and are compared as text (\`2026-10-05\`).
- Every fix comes with a test that fails without it.
- \`npm test\` has to pass before a commit. It takes about ten seconds.

## Words
A *member* is a person who borrows, a *loan* one tool in one member's hands, a *reminder* one mail about one loan.`;

export const gitStatus = `Current branch: main

Main branch (you will usually use this for PRs): main

Status:
(clean)

Recent commits:
9c41d07 Run two workers
51f0a2e Send the reminder in the morning
e07b3d4 Keep the address of a member in one place`;

export const startHook = 'SessionStart:startup hook success: Node 22.11, database toolshed_dev is up, 214 loans, 9 of them due tomorrow.';
export const editHook = 'PostToolUse:Edit hook additional context: The formatter ran on the edited file and changed nothing. The linter has no complaint.';

export const skillName = 'regression-test';
export const skills = [
  `- ${skillName}: Use before a bug is fixed. Writes the smallest test that fails because of it, named for what should hold.`,
  '- release-notes: Use when a version is cut. Gathers what changed for members since the last one, in their words.',
  '- migrate-table: Use when a table changes its shape. Writes the step forward, the step back, and a check on a copy.',
];

export const skillBody = `Base directory for this skill: ${directory}/.claude/skills/${skillName}

# Regression test

1. Say in one sentence what should hold, as a member would say it. That sentence is the name of the test.
2. Find the smallest place where it does not hold. Prefer a function that is called with data to a server that is started.
3. Write the test with the real database of the tests (\`withDatabase\`), not with a stand-in: most of our bugs were in the queries.
4. Run only that file. It has to fail, and for the reason you expect; if it fails for another one, the test is wrong.
5. Only then change the code. Run the file again, and then everything.`;

export const agents = [
  '- Explore: Looks through the code quickly and reports what is where. Give it a question, not a list of commands. (Tools: Glob, Grep, Read)',
];

export interface SampleServer {
  readonly name: string;
  readonly instructions: string;
  /** Each as JSON. */
  readonly tools: readonly string[];
}

/** Reads the database. The session calls it. */
export const ledger: SampleServer = {
  name: 'ledger',
  instructions: 'Reads the development database of the shed. Ask describe_table before the first query on a table. Queries are read-only and end after five seconds.',
  tools: [
    tool('mcp__ledger__query', 'Runs one read-only SQL query on the development database and gives its rows as a table. At most 200 rows; say LIMIT yourself where there may be more.', { sql: 'The query', limit: 'Rows at most' }),
    tool('mcp__ledger__describe_table', 'Gives the columns of a table with their types, its indexes, and how many rows it has.', { table: 'The name of the table' }),
    tool('mcp__ledger__explain_query', 'Gives the plan of a query without running it, and names the indexes it uses.', { sql: 'The query' }),
  ],
};

const boardActions = ['create_card', 'update_card', 'move_card', 'list_cards', 'comment_on_card'] as const;

/** Keeps tickets. It is connected, late, and nobody ever calls it. */
export const board: SampleServer = {
  name: 'board',
  instructions: 'Cards stand in the columns Ideas, Next, Doing, Checking and Done of a board. Look for a card before you make one. Names of columns are exact, with their capitals.',
  tools: boardActions.map(boardTool),
};

function boardTool(action: (typeof boardActions)[number]): string {
  const words = action.replaceAll('_', ' ');
  const description = `Lets you ${words} on the team's board. A board is chosen by its key, as in SHED, a card by its number. What you change is seen by everybody at once, and whoever follows the card gets a mail, so ask before you do it in somebody's name. The answer names the card, its column and its followers.`;
  return tool(`mcp__board__${action}`, description, {
    board: 'The key of the board, in capitals',
    card: 'The number of the card, without the key',
    column: 'One of Ideas, Next, Doing, Checking, Done',
    text: 'What to write, as Markdown',
  });
}

/** A tool as JSON, each of whose inputs is a text. */
export function tool(name: string, description: string, inputs: Readonly<Record<string, string>>): string {
  const properties = Object.fromEntries(Object.entries(inputs).map(([input, said]) => [input, { type: 'string', description: said }]));
  return JSON.stringify({ name, description, input_schema: { type: 'object', properties, required: Object.keys(inputs).slice(0, 1) } });
}
