/** What is known of a column but for what it shows. */
interface ColumnFacts {
  readonly name: string;
  /** Its first width. The waterfall takes what is left, and this is its narrowest. */
  readonly widthPx: number;
  readonly isFigure: boolean;
  /** Whether it is shown until the user chooses. */
  readonly isShown: boolean;
  readonly canSort: boolean;
  /** What a name that does not say it all tells: its title. */
  readonly hint?: string;
}

const words = { isFigure: false, isShown: true, canSort: true } as const;
const figure = { isFigure: true, isShown: true, canSort: true } as const;

/** The columns of the timeline, in their first order. */
export const columnFacts = {
  time: { ...words, name: 'Time', widthPx: 94 },
  date: { ...words, name: 'Started', widthPx: 150, isShown: false, hint: 'The day and the time it was sent' },
  agent: { ...words, name: 'Agent', widthPx: 84, hint: 'Which thread of the session sent it: the main one, a subagent, or a skill that runs as one' },
  kind: { ...words, name: 'Kind', widthPx: 128, hint: 'Which prompt of the user it works on, counted in its thread; else what Claude Code asked for itself, or what was called' },
  model: { ...words, name: 'Model', widthPx: 84 },
  status: { ...words, name: 'Status', widthPx: 108 },
  input: { ...figure, name: 'Input', widthPx: 72, hint: 'Tokens of the prompt as billed; ~ where estimated' },
  cached: { ...words, name: 'Cached', widthPx: 96, hint: 'Share of the prompt that was read from the cache; a miss is where it should have been and was not' },
  output: { ...figure, name: 'Output', widthPx: 58, hint: 'Tokens of the response' },
  cost: { ...figure, name: 'Cost', widthPx: 72, hint: 'US dollars at list price; eq (API-equivalent) where a subscription covers it; — where the price is not known' },
  'first-token': { ...figure, name: 'First token', widthPx: 76, hint: 'From the first byte of the request to the first of the response' },
  total: { ...figure, name: 'Total', widthPx: 62, hint: 'From the first byte of the request to the last of the response' },
  waterfall: { ...words, name: 'Waterfall', widthPx: 100, canSort: false, hint: 'When it waited (grey) and when the response came in, beside the other rows in sight' },
  rating: { ...words, name: 'Rating', widthPx: 78, hint: 'Your stars, given with 1 to 5, and a pin where it is kept' },
  size: { ...figure, name: 'Size', widthPx: 72, isShown: false, hint: 'Bytes of the request and the response' },
  project: { ...words, name: 'Project', widthPx: 110, isShown: false },
  session: { ...words, name: 'Session', widthPx: 130, isShown: false },
} as const satisfies Record<string, ColumnFacts>;

export type ColumnId = keyof typeof columnFacts;

export const columnIds: readonly ColumnId[] = Object.keys(columnFacts).filter(isColumnId);

export function isColumnId(id: string): id is ColumnId {
  return Object.hasOwn(columnFacts, id);
}

export function factsOf(id: ColumnId): ColumnFacts {
  return columnFacts[id];
}
