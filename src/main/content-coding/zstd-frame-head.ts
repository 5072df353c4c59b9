const magic = [0x28, 0xb5, 0x2f, 0xfd] as const;
const skippableMagic = [0x50, 0x2a, 0x4d, 0x18] as const;

/** The head of a frame (RFC 8878, section 3.1.1.1). */
export interface ZstdFrameHead {
  /** Of the head itself. */
  readonly bytes: number;
  /** How much memory the frame asks for. */
  readonly windowBytes: number;
  /** Zero where none is named. */
  readonly dictionary: number;
  readonly hasChecksum: boolean;
}

/** Whether a frame can begin like that, as far as it is there. */
export function startsFrame(data: Uint8Array): boolean {
  return isSkippable(data) || magic.every((octet, at) => at >= data.byteLength || data[at] === octet);
}

/** Whether a frame can begin like that which decoders pass over (section 3.1.2); one that begins with nothing can not. */
export function isSkippable(data: Uint8Array): boolean {
  const [first] = data;
  if (first === undefined || (first & 0xf0) !== skippableMagic[0]) return false;
  return skippableMagic.every((octet, at) => at === 0 || at >= data.byteLength || data[at] === octet);
}

/** Null when it is not whole yet. */
export function zstdFrameHead(data: Uint8Array): ZstdFrameHead | null {
  const descriptor = data[4];
  if (descriptor === undefined) return null;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const dictionaryAt = isSingleSegment ? 5 : 6;
  const sizeAt = dictionaryAt + dictionaryBytes;
  const bytes = sizeAt + sizeBytes;
  if (data.byteLength < bytes) return null;
  const size = numberAt(data, sizeAt, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
  return {
    bytes,
    windowBytes: isSingleSegment ? size : windowOf(data[5] ?? 0),
    dictionary: numberAt(data, dictionaryAt, dictionaryBytes),
    hasChecksum: (descriptor & 4) !== 0,
  };
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** Little-endian. */
function numberAt(data: Uint8Array, at: number, bytes: number): number {
  let value = 0;
  for (let index = bytes - 1; index >= 0; index -= 1) value = value * 256 + (data[at + index] ?? 0);
  return value;
}
