import type { Block } from '../claude-traffic/conversation.ts';
import { directory, editHook, skillBody, skillName } from './project-texts.ts';

/** Something that happens in the main conversation, in order. */
export type Scene =
  /** The user writes, so many seconds after the last answer. */
  | { readonly kind: 'prompt'; readonly text: string; readonly afterSeconds: number }
  /** An answer; `overloaded`: the first attempt is refused. `cutAfter`: of its octets only this share comes, and the user goes on from it. */
  | { readonly kind: 'answer'; readonly blocks: readonly Block[]; readonly overloaded?: true; readonly cutAfter?: number; readonly isPinned?: true }
  /** What a tool gave, and what the harness writes behind it: `hook` within the result, `body` in a block of its own. Results of one answer follow one another. */
  | { readonly kind: 'result'; readonly of: string; readonly text: string; readonly hook?: string; readonly body?: string }
  /** A subagent does what it was called for. */
  | { readonly kind: 'subagent'; readonly of: string; readonly steps: readonly Scene[] }
  /** From here on the second server's tools are there. */
  | { readonly kind: 'board-connects' };

export const title = 'Two reminders for one loan';
export const firstPrompt = 'Since Monday some members get two reminder mails for the same loan. Find out why before we change anything.';
export const exploreTask =
  'In the project at /home/you/toolshed: what starts the reminder job, and what keeps it from sending a reminder that was sent already? Look at src/worker.ts and src/reminders/. Report files and lines, and whether anything is kept in memory only.';

const said = (text: string): Block => ({ type: 'text', text });
const thought = (thinking: string): Block => ({ type: 'thinking', thinking, signature: '' });
const call = (id: string, name: string, input: object): Block => ({ type: 'tool_use', id, name, input });

const schedule = `     1\timport { loansDueOn } from '../loans/loans.ts';
     2\timport { sendReminder } from './mail.ts';
     3\t
     4\tconst sent = new Set<number>();
     5\t
     6\t/** Mails everybody whose loan is due the day after. */
     7\texport async function remind(database: Database, today: string): Promise<void> {
     8\t  for (const loan of await loansDueOn(database, dayAfter(today))) {
     9\t    if (sent.has(loan.id)) continue;
    10\t    sent.add(loan.id);
    11\t    await sendReminder(loan);
    12\t    await database.run('INSERT INTO reminder (loan_id, day) VALUES (?, ?)', loan.id, today);
    13\t  }
    14\t}`;

const test = `import { expect, test } from 'vitest';
import { remind } from '../src/reminders/schedule.ts';
import { withDatabase } from './with-database.ts';

test('a member gets one reminder for a loan, however many workers there are', async () => {
  await withDatabase(async (database, mails) => {
    await database.lend({ loan: 7, dueOn: '2026-10-06' });
    await Promise.all([remind(database, '2026-10-05', mails.worker()), remind(database, '2026-10-05', mails.worker())]);
    expect(mails.of(7)).toHaveLength(1);
  });
});
`;

const fixed = `  for (const loan of await loansDueOn(database, dayAfter(today))) {
    // Whoever writes the row first sends the mail: the other worker finds it there.
    const { changes } = await database.run('INSERT OR IGNORE INTO reminder (loan_id, day) VALUES (?, ?)', loan.id, today);
    if (changes === 1) await sendReminder(loan);
  }`;

export const story: readonly Scene[] = [
  { kind: 'prompt', text: firstPrompt, afterSeconds: 0 },
  {
    kind: 'answer',
    blocks: [
      thought('Two mails for one loan. Either the job runs twice, or it runs once and the list holds the loan twice. The memory says that there are two workers in production, and a commit of last week says the same. First see who sends the mail.'),
      said('I will look for whatever sends a reminder first.'),
      call('toolu_sample_grep', 'Grep', { pattern: 'sendReminder|remind\\(', path: `${directory}/src` }),
    ],
  },
  {
    kind: 'result',
    of: 'toolu_sample_grep',
    text: `src/reminders/mail.ts:9:export async function sendReminder(loan: Loan): Promise<void> {
src/reminders/schedule.ts:2:import { sendReminder } from './mail.ts';
src/reminders/schedule.ts:7:export async function remind(database: Database, today: string): Promise<void> {
src/reminders/schedule.ts:11:    await sendReminder(loan);
src/worker.ts:18:  await remind(database, today());`,
  },
  {
    kind: 'answer',
    overloaded: true,
    blocks: [
      said('One place sends it. Let me see in the database whether the mails of one loan came from one run or from two.'),
      call('toolu_sample_query', 'mcp__ledger__query', { sql: "SELECT loan_id, day, count(*) AS mails, min(sent_at) AS first, max(sent_at) AS last FROM reminder WHERE day >= '2026-09-28' GROUP BY loan_id, day ORDER BY day LIMIT 12" }),
    ],
  },
  {
    kind: 'result',
    of: 'toolu_sample_query',
    text: `loan_id  day         mails  first         last
  1807   2026-09-28      1  08:00:02.114  08:00:02.114
  1811   2026-09-28      1  08:00:02.391  08:00:02.391
  1794   2026-09-30      1  08:00:01.870  08:00:01.870
  1822   2026-10-01      1  08:00:02.006  08:00:02.006
  1830   2026-10-05      2  08:00:01.902  08:00:01.944
  1831   2026-10-05      2  08:00:02.210  08:00:02.255
  1835   2026-10-05      2  08:00:02.498  08:00:02.540
  1838   2026-10-05      2  08:00:02.771  08:00:02.809
(8 rows)`,
  },
  {
    kind: 'answer',
    blocks: [
      said('Since Monday every loan has two, 40 ms apart: two runs side by side. I will have somebody look at what starts the job.'),
      call('toolu_sample_agent', 'Agent', { subagent_type: 'Explore', description: 'Find what starts the job', prompt: exploreTask }),
    ],
  },
  {
    kind: 'subagent',
    of: 'toolu_sample_agent',
    steps: [
      { kind: 'answer', blocks: [call('toolu_sample_sub_grep', 'Grep', { pattern: 'remind|setInterval|cron|sent', path: `${directory}/src` })] },
      {
        kind: 'result',
        of: 'toolu_sample_sub_grep',
        text: `src/worker.ts:14:export async function everyMorning(database: Database): Promise<void> {
src/worker.ts:18:  await remind(database, today());
src/worker.ts:24:setInterval(() => void atEight(everyMorning), 60_000);
src/reminders/schedule.ts:4:const sent = new Set<number>();
src/reminders/schedule.ts:9:    if (sent.has(loan.id)) continue;
src/reminders/schedule.ts:10:    sent.add(loan.id);`,
      },
      { kind: 'answer', blocks: [call('toolu_sample_sub_read', 'Read', { file_path: `${directory}/src/reminders/schedule.ts` })] },
      { kind: 'result', of: 'toolu_sample_sub_read', text: schedule },
      {
        kind: 'answer',
        blocks: [
          said(`Every worker starts the job by itself: src/worker.ts:24 asks each minute whether it is eight, and src/worker.ts:18 calls remind. Nothing decides which of two workers does it.

What keeps a reminder from being sent again is a Set in memory only (src/reminders/schedule.ts:4). Each process has its own. The row in the table reminder is written after the mail has gone (src/reminders/schedule.ts:12), and nobody reads it.

I looked for a lock, an index that allows one row a loan and day, and a schedule outside of the worker, and found none.`),
        ],
      },
    ],
  },
  { kind: 'board-connects' },
  {
    kind: 'answer',
    isPinned: true,
    blocks: [
      thought('So the set is the only guard, and there are two processes since last week. That explains the day and the 40 ms. The rule of the project says it too: nothing that has to survive is kept in memory.'),
      said(`The reminder job runs in **both** workers since the commit "Run two workers" (9c41d07).

- Each worker starts the job at eight (\`src/worker.ts:24\`).
- Whether a mail has gone is remembered in a \`Set\` in memory (\`src/reminders/schedule.ts:4\`), and each process has its own.
- The table \`reminder\` would know, but its row is written after the mail, and nobody reads it (\`:12\`).

The database agrees: until Thursday one mail a loan, on Monday two, 40 ms apart.

The fix: write the row first, let the database allow one a loan and day, and send only where the row is new.`),
    ],
  },
  { kind: 'prompt', text: 'Right. Do that, with a test that fails first.', afterSeconds: 74 },
  {
    kind: 'answer',
    blocks: [said('I will change `schedule.ts` so that the row decides who sends. The test comes first.'), call('toolu_sample_skill', 'Skill', { skill: skillName })],
  },
  { kind: 'result', of: 'toolu_sample_skill', text: `Launching skill: ${skillName}`, body: skillBody },
  {
    kind: 'answer',
    blocks: [
      call('toolu_sample_read', 'Read', { file_path: `${directory}/src/reminders/schedule.ts` }),
      call('toolu_sample_write', 'Write', { file_path: `${directory}/test/reminders-once.test.ts`, content: test }),
    ],
  },
  { kind: 'result', of: 'toolu_sample_read', text: schedule },
  { kind: 'result', of: 'toolu_sample_write', text: `File created successfully at: ${directory}/test/reminders-once.test.ts` },
  { kind: 'answer', blocks: [call('toolu_sample_test', 'Bash', { command: 'npx vitest run test/reminders-once.test.ts', description: 'Run the new test alone' })] },
  {
    kind: 'result',
    of: 'toolu_sample_test',
    text: ` FAIL  test/reminders-once.test.ts > a member gets one reminder for a loan, however many workers there are
AssertionError: expected [ { loan: 7 }, { loan: 7 } ] to have a length of 1 but got 2

 Test Files  1 failed (1)
      Tests  1 failed (1)
   Duration  812ms`,
  },
  {
    kind: 'answer',
    blocks: [
      said('It fails for the right reason: two mails. Now the change.'),
      call('toolu_sample_edit', 'Edit', {
        file_path: `${directory}/src/reminders/schedule.ts`,
        old_string: schedule.split('\n').slice(7, 13).map((line) => line.slice(7)).join('\n'),
        new_string: fixed,
      }),
    ],
  },
  { kind: 'result', of: 'toolu_sample_edit', text: `The file ${directory}/src/reminders/schedule.ts has been updated.`, hook: editHook },
  { kind: 'answer', blocks: [call('toolu_sample_all', 'Bash', { command: 'npm test', description: 'Run all tests' })] },
  {
    kind: 'result',
    of: 'toolu_sample_all',
    text: ` PASS  test/loans.test.ts (31 tests)
 PASS  test/reminders.test.ts (12 tests)
 PASS  test/reminders-once.test.ts (1 test)
 PASS  test/worker.test.ts (6 tests)

 Test Files  4 passed (4)
      Tests  50 passed (50)
   Duration  9.61s`,
  },
  {
    kind: 'answer',
    blocks: [
      said(`Done. A worker now writes the row first and sends only where it was new; the other one finds it there.

- \`src/reminders/schedule.ts\`: the \`Set\` is gone.
- \`test/reminders-once.test.ts\`: two workers, one mail. It failed before, and passes now, as do the other 49.

Still to do by you: \`reminder\` needs the unique index on \`(loan_id, day)\` in production before this goes out.`),
    ],
  },
  { kind: 'prompt', text: 'Write a note to the members who got two.', afterSeconds: 41 },
  {
    kind: 'answer',
    cutAfter: 0.45,
    blocks: [
      said(`Dear members,

on Monday morning, at eight o'clock, those of you whose loan was due on Tuesday received two mails from us about the same tool. We are sorry for the noise in your mailbox. Here is what happened, and what we have done about it.

Last week we began to run the part of our service that sends mails on two machines, so that a restart of the one does not hold up the other. Each of them kept its own list of the mails it had sent, and neither knew of the other's list. So both of them wrote to you. From now on the list is kept in the database, where there is only one of it.

You do not have to do anything. Your loans were never counted twice, and no fee was charged.`),
    ],
  },
  { kind: 'prompt', text: 'Too long. Two sentences.', afterSeconds: 9 },
  {
    kind: 'answer',
    blocks: [said('On Monday you got two reminders for one loan, because two of our machines did not know of each other. That is mended; your loans and fees were never affected.')],
  },
];
