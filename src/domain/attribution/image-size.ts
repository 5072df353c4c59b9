export interface ImageSize {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** As large as an image may be that the Messages API takes: 8,000 pixels each way. A few kilobytes can say that they are gigabytes of pixels. */
const mostPixels = 64_000_000;

/** Whether an image of this size may be drawn; one that does not say its size may not. */
export function canBeDrawn({ width, height }: { readonly width: number | null; readonly height: number | null }): boolean {
  return width !== null && height !== null && width * height <= mostPixels;
}

/** Enough for the frame header of a JPEG behind its metadata; the other formats say their size in the first 30 bytes. */
const headBytes = 96 * 1024;

/**
 * The size of a PNG, JPEG, GIF or WebP image from the head of its base64 data, which stands in `bytes` from `start` to
 * `end`. Null when it is none of these or its head does not say.
 */
export function readImageSize(bytes: Uint8Array, start: number, end: number): ImageSize | null {
  const head = decodeBase64(bytes, start, end, 32);
  if (matches(head, 0, [0x89, 0x50, 0x4e, 0x47])) return head.length < 24 ? null : sized(bigEndian(head, 16, 4), bigEndian(head, 20, 4));
  if (matches(head, 0, [0x47, 0x49, 0x46, 0x38])) return head.length < 10 ? null : sized(littleEndian(head, 6, 2), littleEndian(head, 8, 2));
  if (matches(head, 0, [0x52, 0x49, 0x46, 0x46]) && matches(head, 8, [0x57, 0x45, 0x42, 0x50])) return webpSize(head);
  if (matches(head, 0, [0xff, 0xd8])) return jpegSize(decodeBase64(bytes, start, end, headBytes));
  return null;
}

/** Three kinds of first chunk: lossy, lossless, extended (WebP container specification). */
function webpSize(head: Uint8Array): ImageSize | null {
  if (head.length < 30) return null;
  if (matches(head, 12, [0x56, 0x50, 0x38, 0x20])) return sized(littleEndian(head, 26, 2) & 0x3fff, littleEndian(head, 28, 2) & 0x3fff);
  if (matches(head, 12, [0x56, 0x50, 0x38, 0x4c])) {
    const packed = littleEndian(head, 21, 4);
    return sized((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
  }
  if (matches(head, 12, [0x56, 0x50, 0x38, 0x58])) return sized(littleEndian(head, 24, 3) + 1, littleEndian(head, 27, 3) + 1);
  return null;
}

/** Walks the markers to the frame header (ITU T.81, B.2.2). */
function jpegSize(bytes: Uint8Array): ImageSize | null {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return sized(bigEndian(bytes, at + 7, 2), bigEndian(bytes, at + 5, 2));
    at += 2 + bigEndian(bytes, at + 2, 2);
  }
  return null;
}

function sized(width: number, height: number): ImageSize | null {
  return width > 0 && height > 0 ? { width, height } : null;
}

function matches(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte);
}

function bigEndian(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let index = 0; index < size; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

function littleEndian(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let index = size - 1; index >= 0; index -= 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

/** The first bytes of base64 text (RFC 4648); ends at the first character that is not of its alphabet. */
function decodeBase64(bytes: Uint8Array, start: number, end: number, maxBytes: number): Uint8Array {
  const decoded = new Uint8Array(Math.max(0, Math.min(maxBytes, Math.floor(((end - start) * 3) / 4))));
  let count = 0;
  let bits = 0;
  let held = 0;
  for (let at = start; at < end && count < decoded.length; at += 1) {
    const value = sextet(bytes[at] ?? 0);
    if (value === -1) break;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      decoded[count] = (held >> bits) & 0xff;
      count += 1;
    }
  }
  return decoded.subarray(0, count);
}

function sextet(byte: number): number {
  if (byte >= 0x41 && byte <= 0x5a) return byte - 0x41;
  if (byte >= 0x61 && byte <= 0x7a) return byte - 0x47;
  if (byte >= 0x30 && byte <= 0x39) return byte + 4;
  if (byte === 0x2b || byte === 0x2d) return 62;
  if (byte === 0x2f || byte === 0x5f) return 63;
  return -1;
}
