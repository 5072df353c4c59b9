import { createReadStream } from 'node:fs';
import { z } from 'zod';
import type { ExchangeFromFile } from './exchange-from-file.ts';
import { EntrySplitter } from './entry-splitter.ts';
import { foreignExchange } from './foreign-exchange.ts';
import { readHarEntry } from './har-entry.ts';
import { ownExchange } from './own-exchange.ts';

/** As JSON. The API takes requests of 32 MB, whose JSON is no more than twice as long in JSON again, and answers are small. */
const mostEntryBytes = 128 * 1024 * 1024;
/** Bodies are strings: headers, masks and sources are hundreds, or thousands. */
const mostEntryValues = 1_000_000;
const chunkBytes = 1024 * 1024;

/** What a file held besides what was read of it. */
export interface HarFileFacts {
  readonly entries: number;
  readonly unreadable: number;
  readonly tooLarge: number;
  readonly webSocketMessages: number;
  readonly bytes: number;
  /** The name and the version of the program that wrote it; null where it does not say. */
  readonly creator: string | null;
  /** False where there is no list of entries in it: it is no HAR file. */
  readonly isHar: boolean;
  /** False where it ends among its entries. */
  readonly isWhole: boolean;
}

/**
 * The exchanges of a HAR file, one at a time, in bounded memory. What cannot be read of it is counted in `facts`, which is up to date whenever an
 * exchange is given. Throws what reading the file throws, and when cancelled.
 */
export class HarFile {
  readonly #file: string;
  readonly #readAtUs: number;
  #facts: HarFileFacts = { entries: 0, unreadable: 0, tooLarge: 0, webSocketMessages: 0, bytes: 0, creator: null, isHar: false, isWhole: false };

  /** `readAtUs`: when exchanges were that do not say it. */
  constructor(file: string, readAtUs: number) {
    this.#file = file;
    this.#readAtUs = readAtUs;
  }

  get facts(): HarFileFacts {
    return this.#facts;
  }

  async *exchanges(signal: AbortSignal): AsyncGenerator<ExchangeFromFile> {
    const splitter = new EntrySplitter(mostEntryBytes, mostEntryValues);
    const chunks: AsyncIterable<Buffer> = createReadStream(this.#file, { highWaterMark: chunkBytes, signal });
    let lastUs = this.#readAtUs;
    for await (const chunk of chunks) {
      for (const octets of splitter.write(chunk)) {
        const exchange = octets === 'too-large' ? null : this.#read(octets, lastUs);
        this.#count(octets, exchange);
        if (exchange === null) continue;
        lastUs = exchange.timing.requestStartedAtUs;
        yield exchange;
        signal.throwIfAborted();
      }
      this.#facts = { ...this.#facts, bytes: this.#facts.bytes + chunk.byteLength };
    }
    this.#facts = { ...this.#facts, creator: creatorIn(splitter.around()), isHar: splitter.state !== 'before', isWhole: splitter.state === 'after' };
  }

  #read(octets: Uint8Array, fallbackUs: number): ExchangeFromFile | null {
    const entry = readHarEntry(octets);
    if (entry === null) return null;
    this.#facts = { ...this.#facts, webSocketMessages: this.#facts.webSocketMessages + entry.webSocketMessages };
    return entry.whence === null ? foreignExchange(entry, fallbackUs) : ownExchange(entry, entry.whence);
  }

  #count(octets: Uint8Array | 'too-large', exchange: ExchangeFromFile | null): void {
    const { entries, unreadable, tooLarge } = this.#facts;
    const isTooLarge = octets === 'too-large';
    this.#facts = { ...this.#facts, entries: entries + 1, tooLarge: tooLarge + (isTooLarge ? 1 : 0), unreadable: unreadable + (exchange === null && !isTooLarge ? 1 : 0) };
  }
}

const namedCreator = z.object({ log: z.object({ creator: z.object({ name: z.string(), version: z.string().optional().catch(undefined) }) }) });

function creatorIn(around: unknown): string | null {
  const creator = namedCreator.safeParse(around).data?.log.creator;
  return creator === undefined ? null : `${creator.name} ${creator.version ?? ''}`.trim().slice(0, 200);
}
