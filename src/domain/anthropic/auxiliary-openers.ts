/** How the texts begin by which requests are known that Claude Code makes for itself (CLI 2.1.197 and 2.1.330). */

/** System prompt: a name for the session. */
export const titleOpener = 'You are naming a coding session';
/** System prompt: a search of the web. */
export const webSearchOpener = 'You are an assistant for performing a web search tool use';
/** System prompt: in auto mode, whether an action is safe (2.1.330). */
export const safetyCheckOpener = 'You are a security monitor for autonomous AI coding agents.';
/** User text: a question beside the conversation. */
export const sideQuestionOpener = '<system-reminder>This is a side question from the user';
