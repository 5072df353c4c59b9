import type { Relayed, Side } from '../../src/main/relayed/relayed.ts';
import { fragments, type Streams } from './mutated-streams.ts';
import type { Random } from './random.ts';

/** A piece of a connection that comes at one time: bytes of one side, or its end. */
type Turn = { readonly from: Side; readonly bytes: Buffer } | { readonly from: Side; readonly ended: 'fin' | 'reset' };

/** The two streams cut into turns that alternate by chance, and the two ends after them. */
export function turnsOf({ client, upstream }: Streams, random: Random): readonly Turn[] {
  const left: Record<Side, Buffer> = { client, upstream };
  const turns: Turn[] = [];
  while (left.client.length + left.upstream.length > 0) {
    const wanted: Side = random.onceIn(2) ? 'client' : 'upstream';
    const from: Side = left[wanted].length > 0 ? wanted : wanted === 'client' ? 'upstream' : 'client';
    const bytes = random.onceIn(3) ? left[from] : left[from].subarray(0, 1 + random.below(left[from].length));
    left[from] = left[from].subarray(bytes.length);
    turns.push({ from, bytes });
    // An end before the other side is through.
    if (left[from].length === 0 && random.onceIn(4)) turns.push({ from, ended: random.onceIn(3) ? 'reset' : 'fin' });
  }
  for (const from of random.onceIn(2) ? (['client', 'upstream'] as const) : (['upstream', 'client'] as const)) {
    if (!turns.some((turn) => 'ended' in turn && turn.from === from) && !random.onceIn(4)) turns.push({ from, ended: 'fin' });
  }
  return turns;
}

/** The turns as the relay tells them, each in one piece, or in pieces as `random` has it. All of one turn has one time. */
export function relayedTurns(turns: readonly Turn[], connection: number, host: string, port: number, random: Random | null): readonly Relayed[] {
  const totals: Record<Side, number> = { client: 0, upstream: 0 };
  const messages: Relayed[] = [{ kind: 'connected', connection, atUs: 1000, host, port, mode: 'intercept' }];
  for (const [index, turn] of turns.entries()) {
    const { from } = turn;
    const atUs = 2000 + index * 1000;
    if ('ended' in turn) messages.push({ kind: 'ended', connection, from, atUs, how: turn.ended });
    else {
      const pieces = random === null ? [turn.bytes] : fragments(turn.bytes, random);
      for (const bytes of pieces) messages.push({ kind: 'bytes', connection, from, atUs, bytes: new Uint8Array(bytes) });
      totals[from] += turn.bytes.length;
      messages.push({ kind: 'delivered', connection, from, atUs: atUs + 500, total: totals[from] });
    }
  }
  messages.push({ kind: 'closed', connection, atUs: 2000 + turns.length * 1000 });
  return messages;
}
