import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach } from 'vitest';
import type { Relayed, Side } from '../src/main/relayed/relayed.ts';
import { RelayedWriter } from '../src/main/proxy/telling/write-relayed.ts';
import { startRecorderThread, type RecorderHandle } from '../src/main/recorder/recorder-handle.ts';
import type { RecorderFigures } from '../src/main/recorder/recorder-messages.ts';
import { openStoreReads } from '../src/main/store/open-store-reads.ts';

/** A recorder in its thread, and all it has said. */
export interface Recording {
  readonly recorder: RecorderHandle;
  readonly notices: string[];
  readonly figures: RecorderFigures[];
  /** Tells of what was relayed; how it is taken. */
  readonly poster: RelayedWriter;
  tell(...messages: Relayed[]): void;
  /** Waits for the next announcement and gives its ids. */
  stored(): Promise<readonly string[]>;
  reads(): ReturnType<typeof openStoreReads>;
}

/** For each test a folder that is not there yet, and recorders in it, which are ended after the test. */
export class RecorderTests {
  folder = '';
  readonly endings: (() => unknown)[] = [];

  constructor() {
    beforeEach(() => {
      this.folder = join(mkdtempSync(join(tmpdir(), 'recorder-')), 'data');
    });
    afterEach(async () => {
      for (const end of this.endings.splice(0).toReversed()) await end();
      rmSync(join(this.folder, '..'), { recursive: true, force: true });
    });
  }

  get databaseFile(): string {
    return join(this.folder, 'whence.db');
  }

  async record(): Promise<Recording> {
    const { port1, port2 } = new MessageChannel();
    const notices: string[] = [];
    const figures: RecorderFigures[] = [];
    const announced: (readonly string[])[] = [];
    const start = await startRecorderThread({
      databaseFile: this.databaseFile,
      relayedPort: port2,
      maskingRulesOff: [],
      previous: null,
      onStored: (ids) => announced.push(ids),
      onFigures: (latest) => figures.push(latest),
      onNotice: (text) => notices.push(text),
      onDeath: (reason) => notices.push(reason),
    });
    if (!start.started) throw new Error(start.message);
    const { recorder } = start;
    const poster = new RelayedWriter(port1);
    this.endings.push(() => recorder.close());
    let reads: ReturnType<typeof openStoreReads> | null = null;
    return {
      recorder,
      notices,
      figures,
      poster,
      tell: (...messages) => messages.forEach((message) => poster.tell(message)),
      stored: async () => {
        while (announced.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        return announced.splice(0).flat();
      },
      reads: () => {
        if (reads === null) {
          const opened = openStoreReads(this.databaseFile);
          reads = opened;
          this.endings.push(() => opened.close());
        }
        return reads;
      },
    };
  }
}

export function connected(connection = 1): Relayed {
  return { kind: 'connected', connection, atUs: 1, host: 'api.test', port: 443, mode: 'intercept' };
}

export function closed(): Relayed {
  return { kind: 'closed', connection: 1, atUs: 9 };
}

export function bytes(from: Side, text: string, atUs = 2, connection = 1): Relayed {
  return { kind: 'bytes', connection, from, atUs, bytes: Buffer.from(text, 'latin1') };
}

/** A request for a message with this body, as it stands on the wire. */
export function request(body: string): string {
  return `POST /v1/messages HTTP/1.1\r\nX-Claude-Code-Session-Id: session-1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
