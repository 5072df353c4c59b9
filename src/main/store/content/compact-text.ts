import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** What the compressed form of a short text is made with. What was written with one is read with it for ever: a change is a new one. */
export type CompactForm = 'head' | 'thread-record';

/** No short text is longer: what inflates to more is damaged. */
const mostBytes = 64 * 1024 * 1024;

/** A short text that has much in common with others of its form, about a sixth as long. */
export function compactText(form: CompactForm, text: string): Uint8Array {
  return deflateRawSync(text, { level: 9, dictionary: dictionaries[form] });
}

/** What `compactText` made with this form. Throws on anything else. */
export function readCompactText(form: CompactForm, packed: Uint8Array): string {
  return inflateRawSync(packed, { dictionary: dictionaries[form], maxOutputLength: mostBytes }).toString('utf8');
}

/** What is most common stands last: it is the nearest. */
const dictionaries: Readonly<Record<CompactForm, Buffer>> = {
  head: Buffer.from(
    [
      '"HTTP/1.1 100 Continue","HTTP/1.1 400 Bad Request","HTTP/1.1 401 Unauthorized","HTTP/1.1 404 Not Found","HTTP/1.1 500 Internal Server Error","HTTP/1.1 529 ","HTTP/1.1 429 Too Many Requests"',
      '["retry-after","["x-should-retry","true"],["Content-Encoding","br"],["Content-Encoding","gzip"],["Vary","Accept-Encoding"],["via","1.1 google"],["cf-cache-status","DYNAMIC"],["set-cookie","; Path=/; Secure; HttpOnly; SameSite=None"]',
      '["GET /v1/models HTTP/1.1","GET /api/ HTTP/1.1","POST /api/event_logging/batch HTTP/1.1","POST /v1/messages/count_tokens?beta=true HTTP/1.1",["Authorization","Bearer ["x-organization-uuid","["x-environment-runner-version"',
      '["User-Agent","claude-cli/2.1. (external, sdk-cli)"],["x-claude-code-request-class","auxiliary"],["x-claude-1p-request-class","blocking-subagent"],["x-claude-code-request-class","subagent"],["x-claude-code-agent-type","["x-claude-code-agent-id","["x-claude-code-parent-agent-id","',
      '["anthropic-ratelimit-requests-limit","["anthropic-ratelimit-requests-remaining","["anthropic-ratelimit-requests-reset","["anthropic-ratelimit-tokens-limit","["anthropic-ratelimit-input-tokens-limit","["anthropic-ratelimit-output-tokens-limit"',
      '["Date","Mon, Tue, Wed, Thu, Fri, Sat, Sun, Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec 2026 GMT"],["Content-Type","application/json"],["Content-Type","text/event-stream; charset=utf-8"],["Transfer-Encoding","chunked"],["Connection","keep-alive"],["Cache-Control","no-cache"],["anthropic-ratelimit-unified-status","allowed"],["anthropic-ratelimit-unified-reset","["anthropic-ratelimit-unified-5h-status","allowed"],["anthropic-ratelimit-unified-5h-reset","17["anthropic-ratelimit-unified-5h-utilization","0.["anthropic-ratelimit-unified-7d-status","allowed"],["anthropic-ratelimit-unified-7d-reset","17["anthropic-ratelimit-unified-7d-utilization","0.["anthropic-ratelimit-unified-representative-claim","five_hour"],["anthropic-ratelimit-unified-fallback-percentage","0.5"],["anthropic-ratelimit-unified-overage-disabled-reason","["anthropic-ratelimit-unified-overage-status","rejected"],["request-id","req_011C["strict-transport-security","max-age=31536000; includeSubDomains; preload"],["anthropic-organization-id","["x-envoy-upstream-service-time","["X-Robots-Tag","none"],["Server","cloudflare"],["CF-RAY","-FRA"]]',
      '["POST /v1/messages?beta=true HTTP/1.1",[["Accept","application/json"],["Content-Type","application/json"],["User-Agent","claude-cli/2.1. (external, cli)"],["X-Claude-Code-Session-Id","["X-Stainless-Arch","arm64"],["X-Stainless-Arch","x64"],["X-Stainless-Lang","js"],["X-Stainless-OS","MacOS"],["X-Stainless-OS","Linux"],["X-Stainless-Package-Version","0."],["X-Stainless-Retry-Count","0"],["X-Stainless-Runtime","node"],["X-Stainless-Runtime-Version","v24.3.0"],["X-Stainless-Timeout","600"],["anthropic-beta","claude-code-20250219,oauth-2025-04-20,context-1m-2025-08-07,interleaved-thinking-2025-05-14,fine-grained-tool-streaming-2025-05-14,context-management-2025-06-27,prompt-caching-scope-2026-01-05,effort-2025-11-24"],["anthropic-dangerous-direct-browser-access","true"],["anthropic-version","2023-06-01"],["x-api-key","********************************************************************************"],["x-app","cli"],["x-claude-code-request-class","main"],["x-claude-1p-request-class","main"],["x-claude-code-prompt-id","["x-claude-code-prev-tool-durations","["x-client-request-id","["Connection","keep-alive"],["Host","api.anthropic.com"],["Accept-Encoding","gzip, deflate, br, zstd"],["Content-Length","]],[],[],"HTTP/1.1 200 OK",[["],[]]',
    ].join(''),
  ),
  'thread-record': Buffer.from(
    [
      '"auxiliary":{"purpose":"title"},"compaction":{"},"afterCompaction":{"},"goesOnFromSummary":true,"isFork":true,"forkedSkill":"mode":"headless","entrypoint":"sdk-cli","turnOrigin":"agent","calls":[{"toolUseId":"toolu_01","agent":"general-purpose","taskHash":"',
      '{"shape":1,"bodyHash":"","facts":{"sessionId":null,"requestClass":"subagent","isClassStated":true,"auxiliary":null,"agentId":null,"parentAgentId":null,"agentType":"Explore","isSubagent":true,"isFork":false,"forkedSkill":null,"taskHash":null,"promptId":"","input":{"place":0,"hash":""},"billing":{"version":"2.1.","entrypoint":"cli","isSubagent":false,"previousRequestId":"req_011C","promptId":"","turnOrigin":"human","promptIndex":1,"turnIndex":1,"previousMessageId":"msg_01","previousPromptIndex":null,"previousTurnIndex":null,"fields":[]},"previousMessageId":"msg_01","previousRequestId":"req_011C","compaction":null,"afterCompaction":null,"goesOnFromSummary":false,"projectDirectory":null,"mode":"interactive"},"messageId":"msg_01","requestId":"req_011C","calls":[]}',
      '{"shape":1,"bodyHash":"","facts":{"sessionId":"","requestClass":"main","isClassStated":true,"auxiliary":null,"agentId":null,"parentAgentId":null,"agentType":null,"isSubagent":false,"isFork":false,"forkedSkill":null,"taskHash":null,"promptId":"',
    ].join(''),
  ),
};
