import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const built = fileURLToPath(new URL('../../out/main/attribute.js', import.meta.url));
const printed = z.object({
  total: z.object({ bytes: z.number(), tokens: z.number().nullable() }),
  tokensEstimated: z.boolean(),
  segments: z.array(z.object({ start: z.number(), end: z.number(), path: z.string(), source: z.looseObject({ kind: z.string() }), confidence: z.string(), tokens: z.number().nullable() })),
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attribute-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, contents: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, contents);
  return file;
}

function run(...argv: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [built, ...argv], (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }));
  });
}

const request = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hello there' }], system: 'Be brief.', tools: [{ name: 'mcp__docs__find', input_schema: {} }] });

describe('npm run attribute', () => {
  it('prints the segments of a body in order and without gaps, with estimated tokens', async () => {
    const { code, stdout } = await run(await fileOf('request.json', request));
    const { total, tokensEstimated, segments } = printed.parse(JSON.parse(stdout));
    expect(code).toBe(0);
    expect(tokensEstimated).toBe(true);
    expect(total.bytes).toBe(request.length);
    expect(segments.map(({ source }) => source.kind)).toEqual(['request-parameters', 'user-input', 'system-prompt', 'mcp-tool-definition']);
    expect(segments.map(({ start }) => start)).toEqual([0, ...segments.slice(0, -1).map(({ end }) => end)]);
    expect(segments.at(-1)?.end).toBe(request.length);
    expect(total.tokens).toBe(segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0));
  });

  it('reconciles with the usage of a response', async () => {
    const response = JSON.stringify({ type: 'message', role: 'assistant', content: [], usage: { input_tokens: 5, cache_read_input_tokens: 1000, cache_creation_input_tokens: 6, output_tokens: 1 } });
    const { stdout } = await run(await fileOf('request.json', request), '--response', await fileOf('response.json', response));
    const { total, tokensEstimated, segments } = printed.parse(JSON.parse(stdout));
    expect({ total, tokensEstimated }).toEqual({ total: { bytes: request.length, tokens: 1011 }, tokensEstimated: false });
    expect(segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0)).toBe(1011);
  });

  it('takes the headers of the request into account', async () => {
    const headers = await fileOf('headers.json', JSON.stringify([['X-Claude-Code-Agent-Id', 'a1'], ['x-claude-code-agent-type', 'Plan']]));
    const { stdout } = await run(await fileOf('request.json', request), '--headers', headers);
    expect(printed.parse(JSON.parse(stdout)).segments.map(({ source }) => source)).toContainEqual({ kind: 'agent-task', agent: 'Plan' });
  });

  it.each(['<html>', request.slice(0, -1), `${request}x`, `${request}${request}`])('prints one unknown segment for what is not JSON: %#', async (text) => {
    const { code, stdout } = await run(await fileOf('no.json', text));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      total: { bytes: text.length, tokens: null },
      tokensEstimated: true,
      segments: [{ start: 0, end: text.length, path: '', source: { kind: 'unknown' }, confidence: 'certain', tokens: null }],
    });
  });

  it('says in a sentence what it could not read', async () => {
    const missing = await run(join(folder, 'not-there.json'));
    expect([missing.code, missing.stdout]).toEqual([1, '']);
    expect(missing.stderr).toMatch(/^The request body could not be read from .*not-there\.json/);
    expect((await run()).stderr).toContain('Usage:');
    expect((await run(await fileOf('request.json', request), '--headers', await fileOf('bad.json', '{}'))).stderr).toContain('must hold a JSON array of [name, value] pairs');
  });
});
