/** The header that Claude Code sends as the first block of the system prompt: version, entry point, and who asks. */
const billingOpener = 'x-anthropic-billing-header: ';

/** Whether a text of the system prompt is the billing line. */
export function isBillingLine(text: string): boolean {
  return text.startsWith(billingOpener);
}
