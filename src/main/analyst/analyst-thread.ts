import { parentPort, workerData } from 'node:worker_threads';
import { ruleVersion } from '../../domain/attribution/attribute.ts';
import { openAnalysisWrites } from '../store/analysis-writes.ts';
import { openStoreReads } from '../store/open-store-reads.ts';
import { analyseExchange } from './analyse-exchange.ts';
import type { AnalystData, FromAnalyst, ToAnalyst } from './analyst-messages.ts';
import { createTokenEncoder } from './token-encoder.ts';

/** How many exchanges are looked up at a time; between two batches the thread hears of `close`. */
const batchSize = 20;

const port = parentPort;
if (port === null) throw new Error('The analyst runs as a thread of the engine.');

const { databaseFile } = workerData as AnalystData;
const reads = openStoreReads(databaseFile);
const writes = openAnalysisWrites(databaseFile);
const counting = { encoder: createTokenEncoder(), cache: new Map<string, number>() };
const post = (message: FromAnalyst): void => port.postMessage(message);

let closing = false;
let working = false;
let woken = false;

port.on('message', (message: ToAnalyst) => {
  if (message.kind === 'wake') void work();
  else {
    closing = true;
    if (!working) end();
  }
});
void work();

async function work(): Promise<void> {
  woken = true;
  if (working) return;
  working = true;
  while (woken && !closing) {
    woken = false;
    let ids = reads.listUnanalysed(ruleVersion, batchSize);
    while (ids.length > 0 && !closing) {
      await analyseBatch(ids);
      post({ kind: 'backlog', exchanges: reads.countUnanalysed(ruleVersion) });
      ids = reads.listUnanalysed(ruleVersion, batchSize);
    }
  }
  working = false;
  if (closing) end();
}

async function analyseBatch(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    if (closing) return;
    const detail = reads.readDetail(id);
    if (detail === null) continue;
    const analysis = await analyseExchange(
      {
        startedAtUs: detail.row.timing.requestStartedAtUs,
        sessionId: detail.row.sessionId,
        requestHeaders: detail.requestHeaders,
        request: reads.readBody(id, 'request'),
        response: reads.readBody(id, 'response'),
      },
      counting,
    );
    writes.saveAnalysis(id, analysis);
    post({ kind: 'analysed', ids: [id] });
    // Lets `close` be heard between two exchanges.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function end(): void {
  writes.close();
  reads.close();
  port?.close();
}
