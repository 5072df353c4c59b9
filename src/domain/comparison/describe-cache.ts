import type { Source } from '../attribution/source.ts';
import { kindLabel } from '../attribution/source-label.ts';
import { sourceName } from '../attribution/source-name.ts';
import type { CacheVerdict } from './explain-cache.ts';
import type { CacheMissCause } from './miss-cause.ts';

/**
 * A verdict as a sentence, as "CLAUDE.md changed: 41,200 tokens were written again, $0.21." Figures are grouped by commas and
 * dollars have a point, wherever it runs. `readTokens` is what the request read, null where that was not stated.
 */
export function describeCache(verdict: CacheVerdict, readTokens: number | null): string {
  switch (verdict.verdict) {
    case 'no-cache-expected':
      if (readTokens === null || readTokens === 0) return 'Nothing had been cached before.';
      // Who begins as another session did reads what that one has cached.
      return `No request before it in its thread had cached anything; ${tokensText(readTokens)} that another had cached ${verbFor(readTokens)} read.`;
    case 'read-as-expected':
      return `Read from the cache as expected: ${tokensText(verdict.readTokens)}.`;
    case 'partial':
    case 'miss': {
      const { againTokens, againWrittenTokens, extraMicroUsd } = verdict;
      const cause = capitalised(causeText(verdict.cause, verdict.verdict));
      if (againTokens === null) return `${cause}.`;
      const isWritten = (againWrittenTokens ?? 0) * 2 >= againTokens;
      const price = extraMicroUsd === null ? '' : `, ${dollarsText(extraMicroUsd)}`;
      return `${cause}: ${tokensText(againTokens)} ${verbFor(againTokens)} ${isWritten ? 'written' : 'paid in full'} again${price}.`;
    }
  }
}

function causeText(cause: CacheMissCause, verdict: 'partial' | 'miss'): string {
  switch (cause.cause) {
    case 'model':
      return `the model changed from ${cause.from} to ${cause.to}`;
    case 'changed':
      return changeText(cause);
    case 'expired': {
      const lifetime = cause.lifetime === '1h' ? '1 hour' : '5 minutes';
      return `the cache had not been used for ${durationText(cause.elapsedMs)} and lives ${lifetime}`;
    }
    case 'parameters':
      return `${cause.names.join(' and ')} changed`;
    case 'not-asked':
      return 'the request did not ask for the cached part';
    case 'lookback':
      return `${cause.blocks} blocks were added at once, more than the API looks back`;
    case 'unknown':
      return `${verdict === 'partial' ? 'a part of the cache' : 'the cache'} was not read, though nothing in the request tells why`;
  }
}

function changeText({ source, change, serverTools }: Extract<CacheMissCause, { cause: 'changed' }>): string {
  const verb = { changed: 'changed', added: 'was added', removed: 'was removed' }[change];
  if (serverTools === undefined || source.kind !== 'mcp-tool-definition') return `${subjectOf(source)} ${verb}`;
  return `the MCP server ${source.server} ${verb} (${serverTools} ${serverTools === 1 ? 'tool' : 'tools'})`;
}

/** What a source is called in a sentence: a file by its name, a tool or a listing by whose it is. */
function subjectOf(source: Source): string {
  if (source.kind === 'memory-file' || source.kind === 'file-mention') return fileName(source.path) ?? kindLabel(source.kind);
  if (source.kind === 'tool-definition') return `the tool ${source.tool}`;
  if (source.kind === 'mcp-tool-definition') return `the tool ${source.tool} of ${source.server}`;
  const name = sourceName(source);
  return name === null ? `the ${kindLabel(source.kind)}` : `the ${kindLabel(source.kind)} “${name}”`;
}

function fileName(path: string | undefined): string | null {
  return path?.split(/[/\\]/).findLast((part) => part !== '') ?? null;
}

/** A sentence begins with a capital, but for the names of files and parameters. */
function capitalised(text: string): string {
  return /^(?:the|a) /.test(text) ? `${text.slice(0, 1).toUpperCase()}${text.slice(1)}` : text;
}

function tokensText(tokens: number): string {
  return `${grouped(String(tokens))} ${tokens === 1 ? 'token' : 'tokens'}`;
}

function verbFor(tokens: number): 'was' | 'were' {
  return tokens === 1 ? 'was' : 'were';
}

function dollarsText(microUsd: number): string {
  const digits = Math.abs(microUsd) >= 10_000 || microUsd === 0 ? 2 : 6;
  const [whole = '0', fraction = ''] = (microUsd / 1e6).toFixed(digits).split('.');
  return `$${grouped(whole)}.${digits === 2 ? fraction : fraction.replace(/0+$/, '')}`;
}

function durationText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return `${grouped(String(Math.round(minutes / 60)))} hours`;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}
