import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readResponse } from '../domain/anthropic/stream.ts';
import { billedInputTokens } from '../domain/anthropic/usage.ts';
import type { HeaderList } from '../domain/http/header-list.ts';
import { countPrompt, type CountedPrompt } from '../domain/tokens/count-prompt.ts';
import { createTokenEncoder } from './analyst/token-encoder.ts';
import { errorMessage } from './error-message.ts';

const usage = 'Usage: npm run -s attribute -- FILE [--headers FILE] [--response FILE]';

/**
 * Attributes one raw request body and prints one JSON object. A file that is not JSON, or no request, is one `unknown` segment;
 * only what cannot be read ends in a sentence on stderr and exit 1.
 */
export async function runAttribute(argv: readonly string[]): Promise<void> {
  const options = readOptions(argv);
  const body = new Uint8Array(await readOrExplain(options.file, 'request body'));
  const headers = options.headersFile === undefined ? [] : parseHeaders(await readOrExplain(options.headersFile, 'headers'), options.headersFile);
  const response = options.responseFile === undefined ? null : await readOrExplain(options.responseFile, 'response');

  const responseUsage = response === null ? null : readResponse(response, null).usage;
  const billed = responseUsage === null ? null : billedInputTokens(responseUsage);
  const { segments, tokens, tokensEstimated } = isJson(body) ? countPrompt(body, headers, billed, createTokenEncoder()) : uncounted(body);
  const result = { total: { bytes: body.length, tokens }, tokensEstimated, segments };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** Whether a body is JSON from its first byte to its last. The app also splits a captured body that was cut off, as far as it goes. */
function isJson(body: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(body));
    return true;
  } catch {
    return false;
  }
}

function uncounted(body: Uint8Array): Pick<CountedPrompt, 'segments' | 'tokens' | 'tokensEstimated'> {
  const whole = { start: 0, end: body.length, path: '', source: { kind: 'unknown' }, confidence: 'certain', tokens: null } as const;
  return { segments: body.length === 0 ? [] : [whole], tokens: null, tokensEstimated: true };
}

interface Options {
  readonly file: string;
  readonly headersFile: string | undefined;
  readonly responseFile: string | undefined;
}

function readOptions(argv: readonly string[]): Options {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { headers: { type: 'string' }, response: { type: 'string' } },
      allowPositionals: true,
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new Explained(`Exactly one FILE is needed, the raw body of a request. ${usage}`);
    return { file, headersFile: values.headers, responseFile: values.response };
  } catch (error) {
    if (error instanceof Explained) throw error;
    throw new Explained(`${errorMessage(error)} ${usage}`);
  }
}

async function readOrExplain(file: string, what: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Explained(`The ${what} could not be read from ${file}: ${errorMessage(error)}`);
  }
}

function parseHeaders(contents: Buffer, file: string): HeaderList {
  const shape = `${file} must hold a JSON array of [name, value] pairs.`;
  let value: unknown;
  try {
    value = JSON.parse(contents.toString('utf8'));
  } catch (error) {
    throw new Explained(`${shape} ${errorMessage(error)}`);
  }
  if (!Array.isArray(value)) throw new Explained(shape);
  return value.map((pair: unknown) => {
    if (!Array.isArray(pair)) throw new Explained(shape);
    const [name, text]: unknown[] = pair;
    if (typeof name !== 'string' || typeof text !== 'string') throw new Explained(shape);
    return [name, text] as const;
  });
}

/** A failure that is the caller's to mend, said in a sentence. */
class Explained extends Error {}

try {
  await runAttribute(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Explained)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
