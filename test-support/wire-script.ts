import { setTimeout as pause } from 'node:timers/promises';
import type { RawEnd } from './raw-tls.ts';

/** What one end of a connection does, in order. Texts are latin-1: a character is a byte. */
export type WireStep =
  | { readonly send: string }
  /** Wait until this many bytes have come in all. */
  | { readonly receive: number }
  | { readonly pauseMs: number }
  | { readonly finish: 'fin' | 'reset' };

/** What one end of a connection saw: all bytes, and how the other side went. */
export interface WireTranscript {
  readonly received: string;
  readonly ended: 'fin' | 'reset';
}

/** Plays the steps at one end and answers what it saw, when its connection is closed both ways. */
export async function playWire(end: RawEnd, steps: readonly WireStep[]): Promise<WireTranscript> {
  const { stream, raw } = end;
  let received = '';
  let ended: 'fin' | 'reset' = 'reset';
  let waiting: (() => void) | null = null;
  const wake = (): void => waiting?.();
  stream.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
    wake();
  });
  stream.once('end', () => {
    ended = 'fin';
    wake();
  });
  const closed = new Promise<void>((resolve) =>
    stream.once('close', () => {
      wake();
      resolve();
    }),
  );
  for (const step of steps) {
    if ('send' in step) stream.write(Buffer.from(step.send, 'latin1'));
    else if ('pauseMs' in step) await pause(step.pauseMs);
    else if ('receive' in step) {
      while (received.length < step.receive && !stream.destroyed && !stream.readableEnded) {
        await new Promise<void>((resolve) => (waiting = resolve));
      }
    } else if (step.finish === 'fin') stream.end();
    else {
      raw.resetAndDestroy();
      stream.destroy();
    }
  }
  await closed;
  return { received, ended };
}
