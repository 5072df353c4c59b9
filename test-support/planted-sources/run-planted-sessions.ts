import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runClient } from '../real-client/run-client.ts';
import type { ReceivedRequest, ScriptedUpstream } from '../scripted-upstream.ts';
import { plantFiles } from './plant-files.ts';
import { plantHarness } from './plant-harness.ts';
import { plantHooks } from './plant-hooks.ts';
import { plantMemory } from './plant-memory.ts';
import { plantServers } from './plant-servers.ts';
import { plantSkills } from './plant-skills.ts';
import { PlantedTable, type PlantedMarker } from './planted-table.ts';
import { plantSessions, type PlantedSession } from './sessions.ts';

export interface PlantedRun {
  readonly binary: string;
  /** As `--model` takes it; null for the one that Claude Code chooses. */
  readonly model: string | null;
  readonly proxyUrl: string;
  readonly caFile: string;
  readonly upstream: ScriptedUpstream;
  /** An empty folder. */
  readonly folder: string;
}

export interface PlantedRequests {
  readonly markers: readonly PlantedMarker[];
  /** The requests for messages, as the upstream got them. */
  readonly requests: readonly ReceivedRequest[];
  /** What went otherwise than planned, a sentence each. */
  readonly problems: readonly string[];
}

const sessionWithinMs = 60_000;

/** Plants markers in all that Claude Code reads, leads it through all that sends them, one session after the other, and answers what it sent. */
export async function runPlantedSessions(run: PlantedRun): Promise<PlantedRequests> {
  const places = { folder: run.folder, home: join(run.folder, 'home'), project: join(run.folder, 'project') };
  const table = new PlantedTable();
  const plantings = [plantHarness, plantMemory, plantSkills, plantServers, plantHooks, plantFiles].map((plant) => plant(places, table));
  const sessions = plantSessions(places, table);
  for (const [file, contents] of plantings.flatMap((files) => Object.entries(files))) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
  const requests: ReceivedRequest[] = [];
  const problems: string[] = [];
  for (const session of sessions) {
    const { sent, problem } = await runSession(run, session);
    requests.push(...sent);
    if (problem !== null) problems.push(`${session.name}: ${problem}`);
    // Answers that were not asked for would be given to the next session.
    if (sent.length < session.answers.length) break;
  }
  return { markers: table.markers, requests, problems };
}

async function runSession(run: PlantedRun, session: PlantedSession): Promise<{ sent: readonly ReceivedRequest[]; problem: string | null }> {
  const { upstream, binary, model, proxyUrl, caFile, folder } = run;
  for (const message of session.answers) await upstream.script({ kind: 'stream', message });
  const before = upstream.received.length;
  const client = await runClient({
    binary,
    prompt: session.prompt,
    options: [...(model === null ? [] : ['--model', model]), ...session.options],
    environment: session.environment,
    proxyUrl,
    caFile,
    folder,
    timeLimitMs: sessionWithinMs,
  });
  const sent = upstream.received.slice(before).filter(({ method, path }) => method === 'POST' && /^\/v1\/messages(?:\?|$)/.test(path));
  if (client.code !== 0) return { sent, problem: `Claude Code ended with ${client.code}: ${(client.stderr || client.stdout).slice(0, 400)}` };
  const wanted = session.answers.length;
  return { sent, problem: sent.length === wanted ? null : `${wanted} requests were expected, and ${sent.length} came` };
}
