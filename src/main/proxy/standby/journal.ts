import { appendFile } from 'node:fs/promises';
import { ulid } from 'ulid';
import type { Target } from '../upstream/dial.ts';

/** One connection to a listed host, while a standby carries it. */
export interface NotedConnection {
  count(from: 'client' | 'upstream', bytes: number): void;
  end(): void;
}

/** Beyond this, connections are counted only. Some ten thousand of them fit. */
const journalBytesLimit = 4 * 1024 * 1024;

/**
 * Where a standby notes what it carried: hosts, times and numbers of bytes, one line when a connection starts and one when it ends.
 * Hosts that are not listed are counted and not named. Nothing waits for the disk, and what fails there is left out.
 */
export class Journal {
  readonly #file: string;
  readonly #nowUs: () => number;
  readonly #limitBytes: number;
  #waiting: string[] = [];
  #writing: Promise<void> | null = null;
  #bytes = 0;
  readonly #open = new Set<NotedConnection>();
  #others = 0;
  #leftOut = 0;

  constructor(file: string, nowUs: () => number, limitBytes = journalBytesLimit) {
    this.#file = file;
    this.#nowUs = nowUs;
    this.#limitBytes = limitBytes;
  }

  /** Notes a connection to a listed host. */
  note({ host, port }: Target): NotedConnection {
    const start = { id: ulid(), host, port, startedAtUs: this.#nowUs() };
    const bytes = { client: 0, upstream: 0 };
    const noted = this.#append(start);
    if (!noted) this.#leftOut += 1;
    const connection: NotedConnection = {
      count: (from, more) => void (bytes[from] += more),
      end: () => {
        if (this.#open.delete(connection) && noted) this.#append({ ...start, endedAtUs: Math.max(start.startedAtUs, this.#nowUs()), requestBytes: bytes.client, responseBytes: bytes.upstream }, true);
      },
    };
    this.#open.add(connection);
    return connection;
  }

  /** Notes that everything ends now. */
  endAll(): void {
    for (const connection of this.#open) connection.end();
  }

  countOther(): void {
    this.#others += 1;
  }

  /** Writes the counts; resolves when everything is in the file. */
  async flush(): Promise<void> {
    if (this.#others + this.#leftOut > 0) this.#append({ others: this.#others, leftOut: this.#leftOut }, true);
    this.#others = 0;
    this.#leftOut = 0;
    await this.#writing;
  }

  /** An end is written even when there is no more room for a start. */
  #append(line: object, always = false): boolean {
    if (this.#bytes > this.#limitBytes && !always) return false;
    const text = `${JSON.stringify(line)}\n`;
    this.#bytes += text.length;
    this.#waiting.push(text);
    this.#writing ??= this.#write();
    return true;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const text = this.#waiting.join('');
      this.#waiting = [];
      try {
        await appendFile(this.#file, text, { mode: 0o600 });
      } catch {
        // A full disk must not touch what is carried.
      }
    }
    this.#writing = null;
  }
}
