import type { Random } from '../fuzz/random.ts';
import { reminder, text, type Block } from './conversation.ts';
import { drawHex, drawSize, drawUuid } from './draws.ts';
import { agentTypes, type Harness } from './harness.ts';
import { openingSections, type Project } from './project.ts';
import { countRequest, settingsRequest, smallModel, titleRequest } from './side-calls.ts';
import type { SentRequest } from './sent-request.ts';
import { Thread, type RoundTrip, type SessionFacts } from './thread.ts';
import { drawToolCall, drawToolId, drawWords, type ToolCall } from './tool-calls.ts';
import { many, Writer } from './writer.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface SessionPlan {
  readonly random: Random;
  readonly vocabulary: Vocabulary;
  readonly project: Project;
  readonly harness: Harness;
  readonly startedAtUs: number;
}

interface MainModel {
  readonly model: string;
  /** Whether Claude Code tells it of itself in messages of the role "system"; in reminders otherwise. */
  readonly inSystemMessages: boolean;
}

const models: readonly [MainModel, ...MainModel[]] = [
  { model: 'claude-opus-4-5-20251101', inSystemMessages: false },
  { model: 'claude-sonnet-4-5-20250929', inSystemMessages: false },
  { model: 'claude-opus-5', inSystemMessages: true },
  { model: 'claude-sonnet-5', inSystemMessages: true },
];
const identity = "You are Claude Code, Anthropic's official CLI for Claude.";
/** When a conversation is summarised: its requests' characters; a few sessions have the window of a million tokens. */
const compactedFrom = 700_000;
const compactedFromInLargeWindow = 1_500_000;

/** What the threads of a session share. */
interface Scene {
  readonly session: SessionFacts;
  readonly project: Project;
  readonly harness: Harness;
  readonly writer: Writer;
  readonly inSystemMessages: boolean;
}

/** A session of 20 to 200 round trips of its main thread, with what its subagents and Claude Code itself ask. */
export function* sessionTraffic(plan: SessionPlan): Generator<SentRequest> {
  const { random, project, harness, startedAtUs } = plan;
  const session: SessionFacts = { random, id: drawUuid(random), deviceId: drawHex(random, 64), version: harness.version, nowUs: startedAtUs };
  const { model, inSystemMessages } = random.pick(models);
  const scene: Scene = { session, project, harness, writer: new Writer(random, plan.vocabulary, 160), inSystemMessages };
  const { writer } = scene;
  const isLarge = random.onceIn(16);
  const main = new Thread(session, {
    model,
    agent: null,
    system: [identity, harness.corePrompt, `${harness.sessionPrompt}\n\n# Memory\nThe memory of this project is in ${project.directory}/.memory/.`],
    tools: [...harness.tools.values(), ...project.mcpTools],
    ...(isLarge ? { furtherBetas: 'context-1m-2025-08-07' } : {}),
  });
  const sections = openingSections(project, harness, model, new Date(startedAtUs / 1000).toISOString().slice(0, 10));
  let prompt = writer.line(drawSize(random, 40, 900));
  yield settingsRequest(session);
  yield titleRequest(session, prompt, writer.line(24));

  const trips = drawSize(random, isLarge ? 140 : 20, 200);
  let opening = openingOf(scene, sections);
  for (let sent = 0, turnIndex = 1; sent < trips; turnIndex += 1) {
    const isFull = main.length > (isLarge ? compactedFromInLargeWindow : compactedFrom);
    if (isFull || (turnIndex > 5 && random.onceIn(90))) {
      yield* compact(scene, main, isFull ? 'auto' : 'manual');
      opening = openingOf(scene, sections.toReversed(), summaryOf(scene));
    }
    main.conversation.addUser([...opening.blocks, text(prompt)], opening.note);
    opening = { blocks: [], note: null };
    const steps = Math.min(drawSize(random, 1, 24), trips - sent);
    yield* turn(scene, main, drawUuid(random), turnIndex, steps);
    sent += steps;
    if (random.onceIn(150)) for (const section of sections) yield countRequest(session, model, section);
    session.nowUs += drawSize(random, 15e6, 900e6);
    prompt = writer.line(drawSize(random, 40, 900));
  }
}

/** So many round trips that answer one prompt: each but the last calls tools. */
function* turn(scene: Scene, thread: Thread, promptId: string, turnIndex: number, steps: number): Generator<SentRequest> {
  const { session, writer, project } = scene;
  const { random } = session;
  let toolBefore: string | null = null;
  for (let step = 1; step <= steps; step += 1) {
    const characters = answerCharacters(random);
    const trip = { promptId, turnIndex, toolBefore, compaction: null } as const;
    if (step === steps) {
      yield* thread.send({ ...trip, blocks: drawWords(writer, characters), stopReason: 'end_turn' });
      return;
    }
    const words = random.onceIn(3) ? [] : drawWords(writer, characters * 0.4);
    if (thread.facts.agent === null && random.onceIn(42)) {
      const agents = many(1 + random.below(3), () => subagentOf(scene, thread));
      yield* thread.send({ ...trip, blocks: [...words, ...agents.map(({ block }) => block)], stopReason: 'tool_use' });
      yield* together(agents.map((agent) => turn(scene, agent.thread, promptId, turnIndex, drawSize(random, 2, 24))));
      thread.conversation.addUser(agents.map(({ block, report }) => resultBlock(block, report)));
      toolBefore = 'Agent';
      continue;
    }
    const calls = many(random.onceIn(7) ? 2 : 1, () => drawToolCall(writer, project, characters * 0.6));
    yield* thread.send({ ...trip, blocks: [...words, ...calls.map(({ block }) => block)], stopReason: 'tool_use' });
    session.nowUs += drawSize(random, 30_000, 20e6);
    toolBefore = calls[0].name;
    addResults(scene, thread, calls);
  }
}

/** An answer's stream has 2 to 20 kB; most of that is the framing of its events. */
function answerCharacters(random: Random): number {
  return Math.max(80, (drawSize(random, 2000, 20_000) - 1700) / 4.6);
}

function addResults({ writer, project, harness, inSystemMessages }: Scene, thread: Thread, calls: readonly ToolCall[]): void {
  const { random } = writer;
  const reminders = [
    ...(project.hookText !== null && random.onceIn(5) ? [`PostToolUse:${calls[0]?.name ?? 'Read'} hook additional context: ${project.hookText}`] : []),
    ...(random.onceIn(18) ? [harness.taskReminder] : []),
  ];
  const results = calls.map(({ block, result }) => resultBlock(block, result));
  if (inSystemMessages) return thread.conversation.addUser(results, reminders.length === 0 ? null : reminders.join('\n\n'));
  // To the other models they are told within the last result, where that is a text.
  const inside = reminders.map((said) => `\n\n<system-reminder>\n${said}\n</system-reminder>`).join('');
  thread.conversation.addUser(results.map((result, index) => (index === results.length - 1 && typeof result.content === 'string' ? { ...result, content: result.content + inside } : result)));
}

function resultBlock(call: Block, content: unknown) {
  return { tool_use_id: call['id'], type: 'tool_result', content };
}

interface Subagent {
  readonly thread: Thread;
  readonly block: Block;
  readonly report: string;
}

function subagentOf({ session, project, harness, writer }: Scene, parent: Thread): Subagent {
  const { random } = session;
  const type = random.pick(agentTypes);
  const id = `a${drawHex(random, 16)}`;
  const prompt = writer.prose(drawSize(random, 300, 2500));
  const tools = [...harness.tools].filter(([name]) => type === 'general-purpose' || /^(?:Bash|Glob|Grep|Read|Web|LSP|Task)/.test(name)).map(([, tool]) => tool);
  const thread = new Thread(session, {
    model: type === 'Explore' ? smallModel : parent.facts.model,
    agent: { id, type },
    system: [identity, `${harness.subagentPrompts[type]}\n\n# Environment\nPrimary working directory: ${project.directory}`],
    tools: type === 'general-purpose' ? [...tools, ...project.mcpTools] : tools,
  });
  thread.conversation.addUser([...(type === 'Explore' ? [] : [reminder(project.memory)]), text(prompt)]);
  const report = writer.prose(drawSize(random, 600, 5000)).split('\n').map((line) => `  ${line}`).join('\n');
  return {
    thread,
    block: { type: 'tool_use', id: drawToolId(writer), name: 'Agent', input: { description: writer.line(24), prompt, subagent_type: type } },
    report: `[Subagent hand-back] The subagent has finished. The report follows:\n${report}\nagentId: ${id} (use SendMessage to continue this agent)\n<usage>total_tokens: ${random.below(90_000)}\ntool_uses: ${random.below(40)}</usage>`,
  };
}

/** The requests of several threads in turns. */
function* together(threads: readonly Generator<SentRequest>[]): Generator<SentRequest> {
  let running = threads;
  while (running.length > 0) {
    const goOn: Generator<SentRequest>[] = [];
    for (const thread of running) {
      const { done, value } = thread.next();
      if (done === true) continue;
      yield value;
      goOn.push(thread);
    }
    running = goOn;
  }
}

interface Opening {
  readonly blocks: readonly Block[];
  readonly note: string | null;
}

/** What stands before the first prompt of a conversation. */
function openingOf({ project, inSystemMessages }: Scene, sections: readonly string[], summary: string | null = null): Opening {
  const context = [
    ...(summary === null ? [] : [text(summary)]),
    reminder(project.memory),
    reminder(`As you answer the user's questions, you can use the following context:\n# gitStatus\nThis is the git status at the start of the conversation.\n\n${project.gitStatus}`),
  ];
  if (inSystemMessages) return { blocks: context, note: sections.join('\n\n') };
  return { blocks: [...sections.map(reminder), ...context], note: null };
}

function* compact({ session, harness, writer }: Scene, main: Thread, how: RoundTrip['compaction']): Generator<SentRequest> {
  main.conversation.addUser([text(harness.compactionPrompt)]);
  const summary = text(`<analysis>\n${writer.prose(1200)}\n</analysis>\n\n<summary>\n${writer.prose(drawSize(session.random, 3000, 9000))}\n</summary>`);
  yield* main.send({ promptId: null, turnIndex: 0, toolBefore: null, compaction: how, blocks: [summary], stopReason: 'end_turn' });
  main.conversation.clear();
}

function summaryOf({ session, project, writer }: Scene): string {
  return `This session is being continued from a previous conversation that ran out of context. The summary below covers the earlier portion of the conversation.\n\nSummary:\n${writer.prose(drawSize(session.random, 3000, 9000))}\n\nIf you need specific details from before compaction, read the full transcript at: ${project.directory}/.transcripts/${session.id}.jsonl`;
}
