import { headerValue, type HeaderList } from '../http/header-list.ts';

/** What a model takes that takes no more, and what one takes where more is asked for or is the rule (documentation of context windows). */
export const shortWindow = 200_000;
export const longWindow = 1_000_000;

/** From this part of its window on a prompt is near the end of it: Claude Code summarises a conversation soon after. */
export const nearTheEnd = 0.8;

/** Whether a request asks for the long window: by a beta, or by a name as Claude Code writes it for itself, where a gateway is sent that. */
export function asksForLongWindow(headers: HeaderList, model: string): boolean {
  return /(?:^|[\s,])context-1m-/.test(headerValue(headers, 'anthropic-beta') ?? '') || /\[1m\]$/i.test(model);
}

/**
 * In how many tokens a conversation has to find room. `listed` is what its model takes by the price list. Where that is more than the short
 * window and Claude Code was seen to summarise of itself at the end of that one (`endsShort`), it keeps to the short one.
 */
export function contextWindow(listed: number, isLong: boolean, endsShort: boolean): number {
  if (isLong) return Math.max(listed, longWindow);
  return endsShort ? Math.min(listed, shortWindow) : listed;
}
