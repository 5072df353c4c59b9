import { reminder, text, type Block } from '../claude-traffic/conversation.ts';
import { drawHex, drawUuid } from '../claude-traffic/draws.ts';
import { Random } from '../fuzz/random.ts';
import { PromptCache } from '../prompt-cache.ts';
import { builtinTools, corePrompt, explorePrompt, exploreTools, identity, model, sessionPrompt, smallModel, titlePrompt } from './harness-texts.ts';
import { agents, board, directory, gitStatus, ledger, projectMemory, skills, startHook, userMemory } from './project-texts.ts';
import { SampleThread, type SampleSessionFacts } from './sample-thread.ts';
import { exploreTask, firstPrompt, story, title, type Scene } from './story.ts';
import type { WireExchange } from './wire-exchange.ts';

const seed = 28;
const beginsAtUs = Date.UTC(2026, 9, 6, 9, 12, 4) * 1000;

export interface SampleExchange extends WireExchange {
  /** Whether it is the one to look at first. */
  readonly isPinned: boolean;
}

/** The requests of the sample session and their answers, in the order in which they began: the same each time. */
export function tellStory(): readonly SampleExchange[] {
  const random = new Random(seed);
  const session: SampleSessionFacts = { random, id: drawUuid(random), cache: new PromptCache(), nowUs: beginsAtUs };
  return [...titleRequest(session), ...mainConversation(session)].toSorted((one, other) => one.startsAtUs - other.startsAtUs);
}

function titleRequest(session: SampleSessionFacts): readonly SampleExchange[] {
  const thread = new SampleThread(session, { model: smallModel, agent: null, requestClass: 'auxiliary', system: [identity, titlePrompt] }, []);
  thread.conversation.addUser([text(`<session>\n${firstPrompt}\n</session>`)]);
  return told(thread.ask({ turn: 1, promptId: '', toolBefore: null, blocks: [text(JSON.stringify({ title }))], overloaded: false, cutAfter: null }));
}

function mainConversation(session: SampleSessionFacts): readonly SampleExchange[] {
  const thread = new SampleThread(session, { model, agent: null, requestClass: 'main', system: [identity, corePrompt, sessionPrompt] }, [...builtinTools, ...ledger.tools]);
  return play(session, thread, story, openingBlocks());
}

/** Plays scenes in a thread; what is said first stands before the first prompt. */
function play(session: SampleSessionFacts, thread: SampleThread, scenes: readonly Scene[], opening: readonly Block[]): readonly SampleExchange[] {
  const sent: SampleExchange[] = [];
  let before = opening;
  let turn = opening.length === 0 ? 1 : 0;
  let promptId = drawUuid(session.random);
  let toolBefore: string | null = null;
  let wasCut = false;
  let results: readonly Block[] = [];
  const tools = new Map<unknown, unknown>();
  for (const scene of scenes) {
    switch (scene.kind) {
      case 'prompt': {
        turn += 1;
        promptId = drawUuid(session.random);
        toolBefore = null;
        session.nowUs += scene.afterSeconds * 1e6;
        thread.conversation.addUser([...before, ...(wasCut ? [text('[Request interrupted by user]')] : []), text(scene.text)]);
        before = [];
        break;
      }
      case 'answer': {
        const { blocks, overloaded = false, cutAfter = null, isPinned = false } = scene;
        for (const block of blocks) if (block.type === 'tool_use') tools.set(block['id'], block['name']);
        sent.push(...told(thread.ask({ turn, promptId, toolBefore, blocks, overloaded, cutAfter }), isPinned));
        wasCut = cutAfter !== null;
        results = [];
        break;
      }
      case 'result': {
        toolBefore = String(tools.get(scene.of));
        session.nowUs += 200_000 + session.random.below(2_000_000);
        const hook = scene.hook === undefined ? '' : `\n\n<system-reminder>\n${scene.hook}\n</system-reminder>`;
        results = [...results, { type: 'tool_result', tool_use_id: scene.of, content: scene.text + hook }, ...(scene.body === undefined ? [] : [text(scene.body)])];
        thread.conversation.addUser(results);
        break;
      }
      case 'subagent': {
        toolBefore = 'Agent';
        const { exchanges, report } = subagent(session, scene.steps);
        sent.push(...exchanges);
        thread.conversation.addUser([{ type: 'tool_result', tool_use_id: scene.of, content: report }]);
        break;
      }
      case 'board-connects':
        thread.addTools(board.tools);
        break;
    }
  }
  return sent;
}

function subagent(session: SampleSessionFacts, steps: readonly Scene[]): { readonly exchanges: readonly SampleExchange[]; readonly report: string } {
  const agent = { id: `a${drawHex(session.random, 16)}`, type: 'Explore' };
  const thread = new SampleThread(session, { model: smallModel, agent, requestClass: 'subagent', system: [identity, `${explorePrompt}\n\n# Environment\nPrimary working directory: ${directory}`] }, exploreTools);
  thread.conversation.addUser([text(exploreTask)]);
  const exchanges = play(session, thread, steps, []);
  const last = steps.findLast((step) => step.kind === 'answer')?.blocks.find(({ type }) => type === 'text');
  return { exchanges, report: `[Subagent hand-back] The subagent has finished. The report follows:\n${String(last?.['text'])}\nagentId: ${agent.id}` };
}

/** What the harness says before the first prompt. */
function openingBlocks(): readonly Block[] {
  return [
    `# MCP Server Instructions\n\nThe following MCP servers have provided instructions for how to use their tools and resources:\n\n## ${ledger.name}\n${ledger.instructions}`,
    `Available agent types for the Agent tool:\n${agents.join('\n')}`,
    `The following skills are available for use with the Skill tool:\n\n${skills.join('\n')}`,
    startHook,
    `# Environment\nYou have been invoked in the following environment: \n - Primary working directory: ${directory}\n - Is a git repository: true\n - Platform: linux`,
    `You are powered by the model named ${model}. The exact model ID is ${model}.`,
    `Codebase and user instructions are shown below. Be sure to adhere to them.\n\nContents of /home/you/.claude/CLAUDE.md (user's private global instructions for all projects):\n\n${userMemory}\n\nContents of ${directory}/CLAUDE.md (project instructions, checked into the codebase):\n\n${projectMemory}`,
    `As you answer the user's questions, you can use the following context:\n# gitStatus\nThis is the git status at the start of the conversation.\n\n${gitStatus}`,
  ].map(reminder);
}

function told(exchanges: readonly WireExchange[], isPinned = false): readonly SampleExchange[] {
  return exchanges.map((exchange, index) => ({ ...exchange, isPinned: isPinned && index === exchanges.length - 1 }));
}
