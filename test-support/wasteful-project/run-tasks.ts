import { appendFile } from 'node:fs/promises';
import type { StreamedBlock } from '../message-stream.ts';
import { PromptCache } from '../prompt-cache.ts';
import { runClient } from '../real-client/run-client.ts';
import type { ReceivedRequest, ScriptedUpstream } from '../scripted-upstream.ts';
import { addedRule } from './project-texts.ts';
import { promptOf, type PromptTokens } from './prompt-tokens.ts';
import { allowedTools, tasksOf } from './tasks.ts';

export interface TaskRun {
  readonly binary: string;
  readonly upstream: ScriptedUpstream;
  readonly proxyUrl: string;
  readonly caFile: string;
  /** What `plantProject` was given. */
  readonly folder: string;
  readonly project: string;
  readonly memory: string;
  readonly tokens: PromptTokens;
  readonly environment: Readonly<Record<string, string>>;
}

const promptWithinMs = 60_000;

/**
 * Has Claude Code do all tasks in one conversation, and gives the requests for messages as the upstream got them. Between the first prompt and the second
 * somebody adds a line to CLAUDE.md, which is at the beginning of all that is cached. The usage that is stated is what was sent, by what was sent before.
 */
export async function runTasks(run: TaskRun): Promise<readonly ReceivedRequest[]> {
  const { upstream, project, memory, tokens } = run;
  const cache = new PromptCache(tokens.ofPart);
  const before = upstream.received.length;
  for (const [index, { prompt, options, steps }] of tasksOf(project).entries()) {
    if (index === 1) await appendFile(memory, addedRule);
    for (const [step, content] of steps.entries()) {
      await upstream.script({
        kind: 'stream-for',
        messageFor({ body }) {
          const asked = promptOf(body);
          const id = `${index}_${step}_${upstream.received.length}`;
          return { id: `msg_${id}`, model: asked.model, content: withIds(content, id), stopReason: content.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn', usage: cache.usageOf(asked) };
        },
      });
    }
    const { code, stdout, stderr } = await runClient({
      ...run,
      prompt,
      options: [...(index === 0 ? [] : ['--continue']), '--allowedTools', allowedTools.join(','), ...options],
      timeLimitMs: promptWithinMs,
    });
    if (code !== 0) throw new Error(`Claude Code ended with ${code}: ${(stderr || stdout).slice(0, 400)}`);
  }
  return upstream.received.slice(before).filter(({ method, path }) => method === 'POST' && /^\/v1\/messages(?:\?|$)/.test(path));
}

function withIds(content: readonly StreamedBlock[], id: string): readonly StreamedBlock[] {
  return content.map((block) => (block.type === 'tool_use' ? { ...block, id: `toolu_${id}` } : block));
}
