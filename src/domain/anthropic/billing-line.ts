/** What the billing line of a request says; null, or false, where it does not. Versions before 2.1.330 say the first two only. */
export interface BillingLine {
  /** The version of Claude Code with three hexadecimal digits behind it. */
  readonly version: string | null;
  /** How it was started: `cli` with a window of its own, `sdk-cli` with -p. */
  readonly entrypoint: string | null;
  readonly isSubagent: boolean;
  /** The `request-id` of the response before in this conversation. */
  readonly previousRequestId: string | null;
  readonly promptId: string | null;
  /** `human` or `sdk`. */
  readonly turnOrigin: string | null;
  readonly promptIndex: number | null;
  readonly turnIndex: number | null;
  /** These three come after a compaction only, and say where the conversation stood before it. */
  readonly previousMessageId: string | null;
  readonly previousPromptIndex: number | null;
  readonly previousTurnIndex: number | null;
  /** Every field as sent, known or not, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** The header that Claude Code sends as the first block of the system prompt: version, entry point, and who asks. */
const billingOpener = 'x-anthropic-billing-header: ';

/** More fields than ten times those of today are somebody's joke. */
const mostFields = 200;

/** Whether a text of the system prompt is the billing line. */
export function isBillingLine(text: string): boolean {
  return text.startsWith(billingOpener);
}

/**
 * Reads the billing line, `name=value; name=value;`, as CLI 2.1.197 and 2.1.330 write it; null for any other text. Of a
 * repeated field the first counts.
 */
export function readBillingLine(text: string): BillingLine | null {
  if (!isBillingLine(text)) return null;
  const fields = text
    .slice(billingOpener.length)
    .split(';', mostFields)
    .flatMap((field): readonly (readonly [string, string])[] => {
      const at = field.indexOf('=');
      return at === -1 ? [] : [[field.slice(0, at).trim(), field.slice(at + 1).trim()]];
    });
  const valueOf = (name: string): string | null => {
    const value = fields.find(([field]) => field === name)?.[1];
    return value === undefined || value === '' ? null : value;
  };
  const numberOf = (name: string): number | null => {
    const value = valueOf(name);
    return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null;
  };
  return {
    version: valueOf('cc_version'),
    entrypoint: valueOf('cc_entrypoint'),
    isSubagent: valueOf('cc_is_subagent') === 'true',
    previousRequestId: valueOf('cc_prev_req'),
    promptId: valueOf('cc_prompt_id'),
    turnOrigin: valueOf('cc_turn_origin'),
    promptIndex: numberOf('cc_prompt_index'),
    turnIndex: numberOf('cc_turn_index'),
    previousMessageId: valueOf('cc_prev_msg'),
    previousPromptIndex: numberOf('cc_prev_prompt_index'),
    previousTurnIndex: numberOf('cc_prev_turn_index'),
    fields,
  };
}
