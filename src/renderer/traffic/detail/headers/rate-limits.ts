import type { HeaderList } from '../../../../domain/http/header-list.ts';

/** One limit of an account, as the response's headers state it. What they do not say is null. */
export interface RateLimit {
  /** As in the header: `input-tokens`, `unified-5h`. */
  readonly name: string;
  readonly limit: number | null;
  readonly remaining: number | null;
  /** What is left, from 0 to 1. */
  readonly remainingShare: number | null;
  readonly resetAtMs: number | null;
  readonly status: string | null;
}

const limitHeader = /^anthropic-ratelimit-(.+)-(limit|remaining|reset|utilization|status)$/;

/** The limits that headers named `anthropic-ratelimit-…` state, in their order. Times come as RFC 3339 or as seconds since the epoch. */
export function rateLimits(headers: HeaderList): readonly RateLimit[] {
  const facts = new Map<string, Map<string, string>>();
  for (const [name, value] of headers) {
    const [, limit, fact] = limitHeader.exec(name.toLowerCase()) ?? [];
    if (limit === undefined || fact === undefined) continue;
    const known = facts.get(limit) ?? new Map<string, string>();
    known.set(fact, value.trim());
    facts.set(limit, known);
  }
  return Array.from(facts, ([name, known]): RateLimit => {
    const [limit, remaining, used] = ['limit', 'remaining', 'utilization'].map((fact) => figure(known.get(fact)));
    return {
      name,
      limit: limit ?? null,
      remaining: remaining ?? null,
      remainingShare: shareLeft(limit ?? null, remaining ?? null, used ?? null),
      resetAtMs: momentMs(known.get('reset')),
      status: known.get('status') ?? null,
    };
  });
}

function shareLeft(limit: number | null, remaining: number | null, used: number | null): number | null {
  if (limit !== null && remaining !== null && limit > 0) return Math.max(0, Math.min(1, remaining / limit));
  return used === null ? null : Math.max(0, Math.min(1, 1 - used));
}

function figure(text: string | undefined): number | null {
  return text !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

function momentMs(text: string | undefined): number | null {
  const seconds = figure(text);
  if (seconds !== null) return seconds * 1000;
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : ms;
}
