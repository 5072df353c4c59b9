import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { attribute } from '../src/domain/attribution/attribute.ts';
import type { Segment } from '../src/domain/attribution/segment.ts';
import { sourceKey } from '../src/domain/attribution/source-key.ts';
import { checkMarkers, type MarkerReport, type SplitRequest } from '../test-support/planted-sources/check-markers.ts';
import { runPlantedSessions } from '../test-support/planted-sources/run-planted-sessions.ts';
import { startScriptedUpstream, type ReceivedRequest } from '../test-support/scripted-upstream.ts';
import { startEngine, type RunningEngine } from './start-engine.ts';

export interface PlantedMeasurement {
  /** The models that the requests name. */
  readonly models: readonly string[];
  /** What went otherwise than planned, a sentence each. */
  readonly problems: readonly string[];
  /** Of the bodies that the upstream got. */
  readonly attributed: MarkerReport;
  /** Of the segments that the local API gives. */
  readonly stored: MarkerReport;
  readonly seconds: number;
}

const list = z.object({ requests: z.array(z.object({ id: z.string(), path: z.string() })), total: z.number() });
const segment = z.custom<Segment>((value) => typeof value === 'object' && value !== null && 'source' in value);
const contexts = z.object({ contexts: z.array(z.object({ key: z.string() })), attributions: z.array(segment) });

const storedWithinMs = 20_000;

/** Runs the planted sessions through an engine of their own, and checks the markers in what was sent and in what was stored of it. */
export async function measurePlantedSources(binary: string, model: string | null): Promise<PlantedMeasurement> {
  const folder = await mkdtemp(join(tmpdir(), 'whence-planted-'));
  const upstream = await startScriptedUpstream();
  const engine = await startEngine(join(folder, 'data'), upstream, ['--no-standby']);
  const startedAtMs = performance.now();
  try {
    const { markers, requests, problems } = await runPlantedSessions({
      binary,
      model,
      proxyUrl: engine.proxy,
      caFile: engine.ca,
      upstream,
      folder: join(folder, 'client'),
    });
    const stored = await storedRequests(engine, requests.length);
    return {
      models: [...new Set(requests.map(modelOf))],
      problems: [...problems, ...differences(requests, stored)],
      attributed: checkMarkers(requests.map(split), markers),
      stored: checkMarkers(stored, markers),
      seconds: (performance.now() - startedAtMs) / 1000,
    };
  } finally {
    await engine.end();
    await upstream.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface StoredRequest extends SplitRequest {
  readonly sourceKeys: readonly string[];
}

/** What the local API gives of the requests for messages, once all are analysed. */
async function storedRequests(engine: RunningEngine, count: number): Promise<readonly StoredRequest[]> {
  const untilMs = performance.now() + storedWithinMs;
  const analysed = new Map<string, StoredRequest>();
  for (;;) {
    const { requests } = list.parse(JSON.parse(String(await engine.fetch('/api/claude/requests?limit=1000'))));
    // The newest are first.
    const ids = requests.filter(({ path }) => /^\/v1\/messages(?:\?|$)/.test(path)).map(({ id }) => id).toReversed();
    for (const id of ids.filter((one) => !analysed.has(one))) {
      const stored = await storedRequest(engine, id);
      if (stored.segments.length > 0) analysed.set(id, stored);
    }
    if ((ids.length >= count && analysed.size === ids.length) || performance.now() > untilMs) {
      return ids.flatMap((id) => analysed.get(id) ?? []);
    }
    await pause(200);
  }
}

async function storedRequest(engine: RunningEngine, id: string): Promise<StoredRequest> {
  const answer = contexts.parse(JSON.parse(String(await engine.fetch(`/api/claude/contexts?request_id=${id}`))));
  const body = await engine.fetch(`/api/claude/requests/${id}/body`);
  return { body, segments: answer.attributions, sourceKeys: answer.contexts.map(({ key }) => key) };
}

function split({ body, headers }: ReceivedRequest): SplitRequest {
  return { body, segments: attribute(body, headers).segments };
}

/** Where what is stored of a body is not what its octets and headers give. */
function differences(received: readonly ReceivedRequest[], stored: readonly StoredRequest[]): readonly string[] {
  return received.flatMap((request, index) => {
    const same = stored.find(({ body }) => request.body.equals(body));
    if (same === undefined) return [`request ${index} is not stored as it was sent`];
    const { segments } = split(request);
    const isSame = JSON.stringify(segments.map(outline)) === JSON.stringify(same.segments.map(outline));
    const keys = new Set(segments.map(({ source }) => sourceKey(source)));
    const areListed = [...keys].every((key) => same.sourceKeys.includes(key));
    return isSame && areListed ? [] : [`the stored sources of request ${index} are not those of its body`];
  });
}

/** Without the tokens, and with the fields in one order. */
function outline({ start, end, path, source, confidence }: Segment): readonly unknown[] {
  return [start, end, path, sourceKey(source), confidence];
}

function modelOf({ body }: ReceivedRequest): string {
  return z.object({ model: z.string() }).catch({ model: 'unknown' }).parse(JSON.parse(String(body))).model;
}
