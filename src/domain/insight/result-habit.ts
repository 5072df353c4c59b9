/**
 * What a conversation did with the results of one tool (and, where it names one, on one file or with one agent), as its last request tells: every answer
 * of the model that stands behind a result came of a request that carried it. Where a conversation went on in two ways, the second has only what came of it:
 * of a result from before only that it was carried on (`results` is 0 where there are no others).
 */
export interface ResultHabit {
  /** The source of these results, as `sourceKey` makes it. */
  readonly sourceKey: string;
  /** The path of the file that was read, with its lines where it was a part (`/a.ts:21-40`), or the type of the agent that was asked; null where the call names neither. */
  readonly subject: string | null;
  /** How many results, and how many of them are errors. */
  readonly results: number;
  readonly errors: number;
  /** What they had, each counted once. */
  readonly tokens: number;
  /** What they had, each counted in every request that carried it. */
  readonly carriedTokens: number;
  /** The one of them that came to the most had so much of that. */
  readonly mostCarriedTokens: number;
  /**
   * How many of the results have at least half of what the largest has. What was read again unchanged Claude Code answers with a sentence (2.1.86 and later),
   * and what was cleared has one: neither is a copy.
   */
  readonly copies: number;
  /** How many requests carried the one that was carried longest, and over how many of the user's turns. */
  readonly longestRequests: number;
  readonly longestTurns: number;
}
