import type { HeaderList } from '../../src/domain/http/header-list.ts';
import type { Random } from '../fuzz/random.ts';
import { drawHex, drawUuid, drawWordId } from './draws.ts';

export interface RequestIdentity {
  readonly version: string;
  readonly sessionId: string;
  readonly requestClass: 'main' | 'subagent' | 'auxiliary' | 'compaction';
  /** How the product names the class beside; null where it does not. */
  readonly productClass: string | null;
  readonly agent: { readonly id: string; readonly type: string } | null;
  readonly promptId: string | null;
  readonly bodyBytes: number;
  readonly betas: string;
  /** The name of the tool that ran last. */
  readonly toolBefore: string | null;
  readonly compaction: 'auto' | 'manual' | null;
}

const maskedKey = '*'.repeat(108);
export const betas = 'claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27,prompt-caching-scope-2026-01-05,effort-2025-11-24';

/** The headers of a request as Claude Code sends them, its key as it is stored: masked. */
export function requestHeaders(random: Random, identity: RequestIdentity): HeaderList {
  const { agent, promptId, productClass, toolBefore, compaction } = identity;
  return [
    ['Accept', 'application/json'],
    ['Content-Type', 'application/json'],
    ['User-Agent', `claude-cli/${identity.version} (external, cli)`],
    ['X-Claude-Code-Session-Id', identity.sessionId],
    ['X-Stainless-Arch', 'x64'],
    ['X-Stainless-Lang', 'js'],
    ['X-Stainless-OS', 'Linux'],
    ['X-Stainless-Package-Version', '0.94.0'],
    ['X-Stainless-Retry-Count', '0'],
    ['X-Stainless-Runtime', 'node'],
    ['X-Stainless-Runtime-Version', 'v24.3.0'],
    ['X-Stainless-Timeout', '600'],
    ['anthropic-beta', identity.betas],
    ['anthropic-dangerous-direct-browser-access', 'true'],
    ['anthropic-version', '2023-06-01'],
    ...(agent === null ? [] : ([['x-claude-code-agent-id', agent.id], ['x-claude-code-agent-type', agent.type]] as const)),
    ['x-api-key', maskedKey],
    ['x-app', 'cli'],
    ['x-claude-code-request-class', identity.requestClass],
    ...(productClass === null ? [] : ([['x-claude-1p-request-class', productClass]] as const)),
    ...(promptId === null ? [] : ([['x-claude-code-prompt-id', promptId]] as const)),
    ...(toolBefore === null ? [] : ([['x-claude-code-prev-tool-durations', `${toolBefore}=${random.below(4000)}`]] as const)),
    ...(compaction === null ? [] : ([['x-claude-code-compaction', compaction], ['x-cc-compaction-request', compaction]] as const)),
    ['x-client-request-id', drawUuid(random)],
    ['Connection', 'keep-alive'],
    ['Host', 'api.anthropic.com'],
    ['Accept-Encoding', 'gzip, deflate, br, zstd'],
    ['Content-Length', String(identity.bodyBytes)],
  ];
}

export function answerHeaders(random: Random, atUs: number, requestId: string, contentType: string, further: HeaderList = []): HeaderList {
  const reset = String(Math.floor(atUs / 1e6) + random.below(18_000));
  return [
    ['Date', new Date(atUs / 1000).toUTCString()],
    ['Content-Type', contentType],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'keep-alive'],
    ['Cache-Control', 'no-cache'],
    ['anthropic-ratelimit-unified-status', 'allowed'],
    ['anthropic-ratelimit-unified-5h-status', 'allowed'],
    ['anthropic-ratelimit-unified-5h-reset', reset],
    ['anthropic-ratelimit-unified-5h-utilization', `0.${random.below(100)}`],
    ['anthropic-ratelimit-unified-representative-claim', 'five_hour'],
    ['request-id', requestId],
    ...further,
    ['strict-transport-security', 'max-age=31536000; includeSubDomains; preload'],
    ['anthropic-organization-id', '00000000-0000-4000-a000-000000000000'],
    ['x-envoy-upstream-service-time', String(200 + random.below(4000))],
    ['cf-cache-status', 'DYNAMIC'],
    ['X-Robots-Tag', 'none'],
    ['Server', 'cloudflare'],
    ['CF-RAY', `${drawHex(random, 16)}-FRA`],
  ];
}

export function drawRequestId(random: Random): string {
  return `req_011C${drawWordId(random, 20)}`;
}
