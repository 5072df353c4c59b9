import type { ExchangeRow } from './exchange-view.ts';

/**
 * Rows for the way between processes. What crosses into the page is copied value by value, which takes longer for 100,000 rows than all else that
 * is done with them; one text is copied at once. In it, each word that rows share is there once, and is then one text in the page's memory too.
 */
export function packRows(rows: readonly ExchangeRow[]): string {
  return JSON.stringify(columnsOf(rows));
}

/** What `packRows` made. */
export function unpackRows(packed: string): readonly ExchangeRow[] {
  const columns: Columns = JSON.parse(packed);
  return columns.id.map((id, at) => rowAt(columns, id, at));
}

type Columns = ReturnType<typeof columnsOf>;

function columnsOf(rows: readonly ExchangeRow[]) {
  const shared = <Value>(valueOf: (row: ExchangeRow) => Value): Shared<Value> => shareValues(rows, valueOf);
  return {
    id: rows.map(({ id }) => id),
    predecessorId: rows.map(({ predecessorId }) => predecessorId),
    timing: rows.map(({ timing: { requestStartedAtUs, requestReceivedAtUs, requestForwardedAtUs, responseStartedAtUs, responseDeliveredAtUs } }) =>
      asTuple(requestStartedAtUs, requestReceivedAtUs, requestForwardedAtUs, responseStartedAtUs, responseDeliveredAtUs),
    ),
    usage: rows.map(({ usage }) =>
      usage === null ? null : asTuple(usage.inputTokens, usage.cacheReadTokens, usage.cacheWrite5mTokens, usage.cacheWrite1hTokens, usage.outputTokens),
    ),
    groupTokens: rows.map(({ groupTokens }) => groupTokens),
    requestBytes: rows.map(({ requestBytes }) => requestBytes),
    responseBytes: rows.map(({ responseBytes }) => responseBytes),
    promptTokens: rows.map(({ promptTokens }) => promptTokens),
    costMicroUsd: rows.map(({ costMicroUsd }) => costMicroUsd),
    costUsd: rows.map(({ costUsd }) => costUsd),
    contentRemovedAtUs: rows.map(({ contentRemovedAtUs }) => contentRemovedAtUs),
    state: shared(({ state }) => state),
    errorCode: shared(({ error }) => error?.code ?? null),
    errorMessage: shared(({ error }) => error?.message ?? ''),
    sessionId: shared(({ sessionId }) => sessionId),
    agentId: shared(({ agentId }) => agentId),
    agentName: shared(({ agentName }) => agentName),
    requestClass: shared(({ requestClass }) => requestClass),
    auxiliaryPurpose: shared(({ auxiliaryPurpose }) => auxiliaryPurpose),
    threadKey: shared(({ threadKey }) => threadKey),
    turnKey: shared(({ turnKey }) => turnKey),
    turnNumber: shared(({ turnNumber }) => turnNumber),
    retryOf: shared(({ retryOf }) => retryOf),
    cacheVerdict: shared(({ cacheVerdict }) => cacheVerdict),
    projectDirectory: shared(({ projectDirectory }) => projectDirectory),
    scheme: shared(({ scheme }) => scheme),
    host: shared(({ host }) => host),
    port: shared(({ port }) => port),
    method: shared(({ method }) => method),
    path: shared(({ path }) => path),
    model: shared(({ model }) => model),
    status: shared(({ status }) => status),
    tokensEstimated: shared(({ tokensEstimated }) => tokensEstimated),
    billing: shared(({ billing }) => billing),
    stars: shared(({ stars }) => stars),
    isPinned: shared(({ isPinned }) => isPinned),
    importNumber: shared(({ importNumber }) => importNumber),
  };
}

function rowAt(columns: Columns, id: string, at: number): ExchangeRow {
  const errorCode = valueAt(columns.errorCode, at);
  const [requestStartedAtUs, requestReceivedAtUs, requestForwardedAtUs, responseStartedAtUs, responseDeliveredAtUs] = ofRow(columns.timing, at);
  const usage = ofRow(columns.usage, at);
  return {
    id,
    state: valueAt(columns.state, at),
    error: errorCode === null ? null : { code: errorCode, message: valueAt(columns.errorMessage, at) },
    sessionId: valueAt(columns.sessionId, at),
    agentId: valueAt(columns.agentId, at),
    agentName: valueAt(columns.agentName, at),
    requestClass: valueAt(columns.requestClass, at),
    auxiliaryPurpose: valueAt(columns.auxiliaryPurpose, at),
    threadKey: valueAt(columns.threadKey, at),
    turnKey: valueAt(columns.turnKey, at),
    turnNumber: valueAt(columns.turnNumber, at),
    retryOf: valueAt(columns.retryOf, at),
    predecessorId: ofRow(columns.predecessorId, at),
    cacheVerdict: valueAt(columns.cacheVerdict, at),
    projectDirectory: valueAt(columns.projectDirectory, at),
    scheme: valueAt(columns.scheme, at),
    host: valueAt(columns.host, at),
    port: valueAt(columns.port, at),
    method: valueAt(columns.method, at),
    path: valueAt(columns.path, at),
    model: valueAt(columns.model, at),
    status: valueAt(columns.status, at),
    timing: { requestStartedAtUs, requestReceivedAtUs, requestForwardedAtUs, responseStartedAtUs, responseDeliveredAtUs },
    requestBytes: ofRow(columns.requestBytes, at),
    responseBytes: ofRow(columns.responseBytes, at),
    promptTokens: ofRow(columns.promptTokens, at),
    tokensEstimated: valueAt(columns.tokensEstimated, at),
    usage: usage === null ? null : { inputTokens: usage[0], cacheReadTokens: usage[1], cacheWrite5mTokens: usage[2], cacheWrite1hTokens: usage[3], outputTokens: usage[4] },
    costMicroUsd: ofRow(columns.costMicroUsd, at),
    costUsd: ofRow(columns.costUsd, at),
    billing: valueAt(columns.billing, at),
    stars: valueAt(columns.stars, at),
    isPinned: valueAt(columns.isPinned, at),
    contentRemovedAtUs: ofRow(columns.contentRemovedAtUs, at),
    importNumber: valueAt(columns.importNumber, at),
    groupTokens: ofRow(columns.groupTokens, at),
  };
}

/** What rows have in common: each value once, and for each row where its own is. */
interface Shared<Value> {
  readonly values: readonly Value[];
  readonly places: readonly number[];
}

function shareValues<Value>(rows: readonly ExchangeRow[], valueOf: (row: ExchangeRow) => Value): Shared<Value> {
  const placeOf = new Map<Value, number>();
  const places = rows.map((row) => {
    const value = valueOf(row);
    const known = placeOf.get(value);
    if (known !== undefined) return known;
    placeOf.set(value, placeOf.size);
    return placeOf.size - 1;
  });
  return { values: [...placeOf.keys()], places };
}

function valueAt<Value>({ values, places }: Shared<Value>, at: number): Value {
  return ofRow(values, ofRow(places, at));
}

function ofRow<Value>(column: readonly Value[], at: number): Value {
  const value = column[at];
  if (value === undefined) throw new RangeError('A column of packed rows is too short.');
  return value;
}

function asTuple<const Tuple extends readonly (number | null)[]>(...values: Tuple): Tuple {
  return values;
}
