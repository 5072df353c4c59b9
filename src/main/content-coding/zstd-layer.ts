import { Decompress } from 'fzstd';
import type { CodingLayer, Give } from './coding-layer.ts';
import { UnreadableCoding } from './unreadable-coding.ts';
import { isSkippable, startsFrame, zstdFrameHead, type ZstdFrameHead } from './zstd-frame-head.ts';

/** The window is taken into memory whole. It may be 8 MB over HTTP (RFC 9659), and a frame sent as one segment is its own. */
const largestWindow = 32 * 1024 * 1024;
/** RFC 8878, section 3.1.1.2.4. The decoder does not look. */
const largestBlock = 128 * 1024;
/**
 * The decoder moves its whole window for each block, and memory for a new one costs more. This much of it is let pass, and this much
 * for each byte that came: a sender of small events has blocks of a hundred bytes and a window of 8 MB at most.
 */
const movedBytesFree = 4 * 1024 ** 3;
const movedBytesForByte = 64 * 1024;
const openingCost = 12;

type ZstdState =
  | { readonly in: 'none' }
  | { readonly in: 'skipped'; readonly left: number }
  | { readonly in: 'blocks'; readonly head: ZstdFrameHead; readonly stream: Decompress }
  | { readonly in: 'checksum'; readonly stream: Decompress };

/**
 * Zstandard (RFC 8878), of which Node has none before version 22: fzstd, given frame by frame and block by block what it would
 * not look at itself. Data is known block by block, and senders end a block where they flush. Checksums are not compared.
 */
export class ZstdLayer implements CodingLayer {
  #state: ZstdState = { in: 'none' };
  #pending: Uint8Array = new Uint8Array(0);
  #writtenBytes = 0;
  #movedBytes = 0;
  #frames = 0;
  #decoded: Uint8Array[] = [];

  write(octets: Uint8Array, give: Give): void {
    this.#writtenBytes += octets.byteLength;
    this.#pending = this.#pending.byteLength === 0 ? octets : Buffer.concat([this.#pending, octets]);
    let used: number;
    do {
      used = this.#readFrom(this.#pending, give);
      this.#pending = this.#pending.subarray(used);
    } while (used > 0);
    // The octets are the caller's again once this returns.
    this.#pending = new Uint8Array(this.#pending);
  }

  end(_give: Give): void {
    if (this.#state.in === 'none' && this.#pending.byteLength === 0) return;
    throw new UnreadableCoding('cut-off');
  }

  /** How many of these bytes were used up; none when the next part is not whole. */
  #readFrom(data: Uint8Array, give: Give): number {
    const state = this.#state;
    switch (state.in) {
      case 'none':
        return this.#beginFrame(data);
      case 'skipped': {
        const used = Math.min(state.left, data.byteLength);
        this.#state = used === state.left ? { in: 'none' } : { in: 'skipped', left: state.left - used };
        return used;
      }
      case 'blocks':
        return this.#readBlock(data, state.head, state.stream, give);
      case 'checksum':
        if (data.byteLength < 4) return 0;
        this.#push(state.stream, data.subarray(0, 4), true, give);
        this.#state = { in: 'none' };
        return 4;
    }
  }

  #beginFrame(data: Uint8Array): number {
    if (!startsFrame(data)) throw new UnreadableCoding(this.#frames === 0 ? 'foreign' : 'trailing');
    if (isSkippable(data)) {
      if (data.byteLength < 8) return 0;
      const left = new DataView(data.buffer, data.byteOffset).getUint32(4, true);
      if (left > 0) this.#state = { in: 'skipped', left };
      return 8;
    }
    const head = zstdFrameHead(data);
    if (head === null) return 0;
    // A dictionary is not sent along.
    if (head.dictionary !== 0) throw new UnreadableCoding('broken');
    if (head.windowBytes > largestWindow) throw new UnreadableCoding('too-large');
    this.#frames += 1;
    this.#countMoved(head.windowBytes * openingCost);
    const stream = new Decompress((octets) => this.#decoded.push(octets));
    this.#push(stream, data.subarray(0, head.bytes), false, none);
    this.#state = { in: 'blocks', head, stream };
    return head.bytes;
  }

  #readBlock(data: Uint8Array, head: ZstdFrameHead, stream: Decompress, give: Give): number {
    const [first, second, third] = data;
    if (first === undefined || second === undefined || third === undefined) return 0;
    const size = (first >> 3) | (second << 5) | (third << 13);
    const isRepeated = ((first >> 1) & 3) === 1;
    if (size > largestBlock) throw new UnreadableCoding('broken');
    const bytes = 3 + (isRepeated ? 1 : size);
    if (data.byteLength < bytes) return 0;
    const isLast = (first & 1) === 1;
    this.#countMoved(head.windowBytes);
    this.#push(stream, data.subarray(0, bytes), isLast && !head.hasChecksum, give);
    if (isLast) this.#state = head.hasChecksum ? { in: 'checksum', stream } : { in: 'none' };
    return bytes;
  }

  #countMoved(bytes: number): void {
    this.#movedBytes += bytes;
    if (this.#movedBytes > movedBytesFree + this.#writtenBytes * movedBytesForByte) throw new UnreadableCoding('too-large');
  }

  #push(stream: Decompress, octets: Uint8Array, isLast: boolean, give: Give): void {
    try {
      // It keeps what is too short to begin with.
      stream.push(new Uint8Array(octets), isLast);
    } catch {
      throw new UnreadableCoding('broken');
    }
    const decoded = this.#decoded;
    this.#decoded = [];
    for (const piece of decoded) if (piece.byteLength > 0) give(piece);
  }
}

function none(): void {
  // A head says nothing yet.
}
