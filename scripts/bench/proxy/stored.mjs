// What an engine of ours has kept, asked through its local API.

const pageRows = 1000;
const askEveryMs = 50;

/**
 * Waits until `exchanges` are stored, all whole, and says how long that took; throws when nothing more comes.
 * @param {import('./contenders.mjs').Api} api
 * @param {number} exchanges
 */
export async function untilStored(api, exchanges) {
  const startedMs = performance.now();
  for (let lastChangeMs = startedMs, last = -1; ; ) {
    const { total } = await ask(api, 'limit=1');
    if (total >= exchanges) break;
    if (total !== last) {
      last = total;
      lastChangeMs = performance.now();
    }
    if (performance.now() - lastChangeMs > 10_000) throw new Error(`${total} of ${exchanges} exchanges were stored, and no more came`);
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
  return performance.now() - startedMs;
}

/**
 * Waits until the newest exchange is analysed (they are analysed in order) and says how long that took.
 * @param {import('./contenders.mjs').Api} api
 * @param {number} timeLimitMs
 */
export async function untilAnalysed(api, timeLimitMs) {
  const startedMs = performance.now();
  for (;;) {
    const [newest] = (await ask(api, 'limit=1')).requests;
    const tookMs = performance.now() - startedMs;
    if (newest === undefined || newest.total_tokens !== null) return tookMs;
    if (tookMs > timeLimitMs) return null;
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
}

/**
 * How many exchanges are stored, how many of them whole, and how many bytes their requests had.
 * @param {import('./contenders.mjs').Api} api
 */
export async function countStored(api) {
  let complete = 0;
  let analysed = 0;
  let requestBytes = 0;
  let total = 0;
  for (let next = ''; ; ) {
    const page = await ask(api, `limit=${pageRows}${next === '' ? '' : `&next=${next}`}`);
    ({ total } = page);
    for (const request of page.requests) {
      if (request.state === 'complete') complete += 1;
      if (request.total_tokens !== null) analysed += 1;
      requestBytes += request.request_bytes;
    }
    if (page.next === null) return { total, complete, analysed, requestBytes };
    next = page.next;
  }
}

/**
 * @returns {Promise<{ total: number, next: string | null,
 *   requests: { state: string, total_tokens: number | null, request_bytes: number }[] }>}
 */
async function ask(/** @type {import('./contenders.mjs').Api} */ { url, token }, /** @type {string} */ query) {
  const answer = await fetch(`${url}/api/claude/requests?${query}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`the local API answered ${answer.status}: ${await answer.text()}`);
  /** @type {Promise<any>} */
  const page = answer.json();
  return page;
}
