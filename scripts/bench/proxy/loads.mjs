import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from './connection.mjs';
import { Request } from './requests.mjs';
import { nowUs, readStamps } from './stamps.mjs';

/**
 * @typedef {import('./connection.mjs').Way} Way
 * @typedef {{ samples: Record<string, number[]>, errors: string[], answered: number, elapsedMs: number }} Load
 *   `samples` are milliseconds each.
 */

const smallBytes = 300;
const warmUpRequests = 20;
const small = '/v1/messages?bench=small';

/** Small requests one after the other on one warm connection, `gapMs` apart. @returns {Promise<Load>} */
export async function oneByOne(/** @type {Way} */ way, /** @type {{ requests: number, gapMs: number }} */ { requests, gapMs }) {
  const request = new Request(small, smallBytes, way);
  const connection = await Connection.open(way);
  for (let count = 0; count < warmUpRequests; count += 1) await connection.exchange(request.fill());
  /** @type {number[]} */
  const latencies = [];
  const startedUs = nowUs();
  for (let count = 0; count < requests; count += 1) {
    if (gapMs > 0) await wait(gapMs);
    const octets = request.fill();
    const sentUs = performance.now();
    await connection.exchange(octets);
    latencies.push(performance.now() - sentUs);
  }
  connection.close();
  return { samples: { latency: latencies }, errors: [], answered: requests + warmUpRequests, elapsedMs: (nowUs() - startedUs) / 1000 };
}

/**
 * Requests on many connections at once, each connection asking again as soon as it is answered. Connections that fail are
 * opened anew. @returns {Promise<Load>}
 */
export async function atOnce(
  /** @type {Way} */ way,
  /** @type {{ connections: number, requests: number, bodyBytes: number }} */ { connections, requests, bodyBytes },
) {
  const opened = await openMany(way, connections);
  /** @type {number[]} */
  const latencies = [];
  /** @type {string[]} */
  const errors = [];
  let left = requests;
  const startedUs = nowUs();
  await Promise.all(
    opened.map(async (first) => {
      let connection = first;
      const request = new Request(small, bodyBytes, way);
      while (left > 0) {
        left -= 1;
        const octets = request.fill();
        const sentMs = performance.now();
        try {
          await connection.exchange(octets);
          latencies.push(performance.now() - sentMs);
        } catch (error) {
          errors.push(messageOf(error));
          connection = await Connection.open(way);
        }
      }
      connection.close();
    }),
  );
  return { samples: { latency: latencies }, errors, answered: latencies.length, elapsedMs: (nowUs() - startedUs) / 1000 };
}

/** Streams one after the other whose first event comes some time after their head: how late both arrive. @returns {Promise<Load>} */
export async function firstBytes(/** @type {Way} */ way, /** @type {{ requests: number, pauseMs: number }} */ { requests, pauseMs }) {
  const request = new Request(`/v1/messages?bench=pause&ms=${pauseMs}`, smallBytes, way);
  const connection = await Connection.open(way);
  /** @type {number[]} */
  const heads = [];
  /** @type {number[]} */
  const events = [];
  const startedUs = nowUs();
  for (let count = 0; count < requests + 1; count += 1) {
    let text = '';
    let eventSeen = false;
    await connection.exchange(request.fill(), {
      onHead(head, atUs) {
        const [sentUs] = readStamps(head).timesUs;
        if (count > 0 && sentUs !== undefined) heads.push((atUs - sentUs) / 1000);
      },
      onBody(bytes, atUs) {
        if (eventSeen) return;
        text += bytes.toString('latin1');
        const [sentUs] = readStamps(text).timesUs;
        if (sentUs === undefined) return;
        eventSeen = true;
        if (count > 0) events.push((atUs - sentUs) / 1000);
      },
    });
  }
  connection.close();
  return { samples: { head: heads, event: events }, errors: [], answered: requests + 1, elapsedMs: (nowUs() - startedUs) / 1000 };
}

/** Many streams at once: how late each event arrives, and whether all came. @returns {Promise<Load>} */
export async function streams(
  /** @type {Way} */ way,
  /** @type {{ streams: number, events: number, everyMs: number }} */ { streams: count, events, everyMs },
) {
  const connections = await openMany(way, count);
  /** @type {number[]} */
  const delays = [];
  /** @type {string[]} */
  const errors = [];
  let whole = 0;
  const startedUs = nowUs();
  await Promise.all(
    connections.map(async (connection, index) => {
      // Spread over one interval, as independent clients are.
      await wait((index / count) * everyMs);
      const request = new Request(`/v1/messages?bench=stream&events=${events}&every=${everyMs}`, smallBytes, way);
      let rest = '';
      let arrived = 0;
      try {
        await connection.exchange(request.fill(), {
          onBody(bytes, atUs) {
            const found = readStamps(rest + bytes.toString('latin1'));
            rest = found.rest.slice(-64);
            arrived += found.timesUs.length;
            for (const sentUs of found.timesUs) delays.push((atUs - sentUs) / 1000);
          },
        });
        if (arrived === events) whole += 1;
        else errors.push(`${arrived} of ${events} events came`);
      } catch (error) {
        errors.push(messageOf(error));
      }
      connection.close();
    }),
  );
  return { samples: { delay: delays }, errors, answered: whole, elapsedMs: (nowUs() - startedUs) / 1000 };
}

/** New connections, all at once, with one small request each: the time until each is answered. @returns {Promise<Load>} */
export async function newConnections(/** @type {Way} */ way, /** @type {{ connections: number }} */ { connections }) {
  /** @type {number[]} */
  const latencies = [];
  /** @type {string[]} */
  const errors = [];
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const request = new Request(small, smallBytes, way);
      try {
        const connection = await Connection.open(way);
        await connection.exchange(request.fill());
        latencies.push(performance.now() - startedMs);
        connection.close();
      } catch (error) {
        errors.push(messageOf(error));
      }
    }),
  );
  return { samples: { latency: latencies }, errors, answered: latencies.length, elapsedMs: performance.now() - startedMs };
}

/** Opens them a few at a time: the handshakes are not what is measured. */
async function openMany(/** @type {Way} */ way, /** @type {number} */ count) {
  /** @type {Connection[]} */
  const opened = [];
  while (opened.length < count) {
    const wanted = Math.min(10, count - opened.length);
    opened.push(...(await Promise.all(Array.from({ length: wanted }, () => Connection.open(way)))));
  }
  return opened;
}

function messageOf(/** @type {unknown} */ error) {
  return error instanceof Error ? error.message : String(error);
}
