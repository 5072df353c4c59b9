/** The contents of a JSON string, decoded, that knows where in the body each of its characters stands. */
export interface JsonText {
  readonly text: string;
  /** The byte offset of the character at `index` (UTF-16), or of the end. Cheap when asked in ascending order. */
  offsetAt(index: number): number;
}

/**
 * Decodes the inside of a JSON string: bytes `start` to `end`, quotes left out. Escapes are undone; what is no UTF-8 or
 * no escape becomes U+FFFD; lone surrogates stay as they are. Never throws.
 */
export function decodeJsonText(bytes: Uint8Array, start: number, end: number): string {
  const units = new Uint16Array(Math.max(0, end - start));
  let count = 0;
  const cursor: Cursor = { at: start, unit: 0, low: 0 };
  while (cursor.at < end) {
    // The run of plain ASCII, which is most of any body, without the general reader.
    let at = cursor.at;
    for (let byte = bytes[at]; at < end && byte !== undefined && byte < 0x80 && byte !== 0x5c; byte = bytes[at]) {
      units[count] = byte;
      count += 1;
      at += 1;
    }
    cursor.at = at;
    if (at >= end) break;
    readUnit(bytes, cursor, end);
    units[count] = cursor.unit;
    count += 1;
    if (cursor.low !== 0) {
      units[count] = cursor.low;
      count += 1;
    }
  }
  return fromUnits(units, count);
}

/** The inside of a JSON string with its text and its offsets. Same reading as `decodeJsonText`. */
export function readJsonText(bytes: Uint8Array, start: number, end: number): JsonText {
  const text = decodeJsonText(bytes, start, end);
  const isPlain = text.length === end - start;
  const cursor: Cursor = { at: start, unit: 0, low: 0 };
  let index = 0;
  return {
    text,
    offsetAt(wanted: number): number {
      if (isPlain) return start + Math.min(wanted, text.length);
      if (wanted < index) {
        index = 0;
        cursor.at = start;
      }
      while (index < wanted && cursor.at < end) {
        const before = cursor.at;
        readUnit(bytes, cursor, end);
        index += cursor.low === 0 ? 1 : 2;
        // The middle of a pair that one UTF-8 sequence spells has no offset of its own: the start of the sequence.
        if (index > wanted) {
          index -= 2;
          cursor.at = before;
          return before;
        }
      }
      return cursor.at;
    },
  };
}

interface Cursor {
  at: number;
  unit: number;
  /** The second half of a pair, or 0. */
  low: number;
}

const replacement = 0xfffd;

/** Reads one character or escape at the cursor and moves past it. */
function readUnit(bytes: Uint8Array, cursor: Cursor, end: number): void {
  const byte = bytes[cursor.at] ?? 0;
  cursor.low = 0;
  if (byte === 0x5c) readEscape(bytes, cursor, end);
  else if (byte < 0x80) {
    cursor.unit = byte;
    cursor.at += 1;
  } else readSequence(bytes, cursor, end, byte);
}

function readEscape(bytes: Uint8Array, cursor: Cursor, end: number): void {
  const letter = cursor.at + 1 < end ? bytes[cursor.at + 1] : undefined;
  if (letter === 0x75) {
    const value = readHex(bytes, cursor.at + 2, end);
    cursor.unit = value === null ? replacement : value;
    cursor.at += value === null ? 2 : 6;
    return;
  }
  cursor.unit = letter === undefined ? replacement : (escapeMeaning(letter) ?? replacement);
  cursor.at += letter === undefined ? 1 : 2;
}

function escapeMeaning(letter: number): number | null {
  switch (letter) {
    case 0x6e:
      return 0x0a;
    case 0x74:
      return 0x09;
    case 0x72:
      return 0x0d;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x22:
    case 0x5c:
    case 0x2f:
      return letter;
    default:
      return null;
  }
}

function readHex(bytes: Uint8Array, start: number, end: number): number | null {
  if (start + 4 > end) return null;
  let value = 0;
  for (let at = start; at < start + 4; at += 1) {
    const byte = bytes[at] ?? 0;
    const lower = byte | 0x20;
    if (byte >= 0x30 && byte <= 0x39) value = value * 16 + byte - 0x30;
    else if (lower >= 0x61 && lower <= 0x66) value = value * 16 + lower - 0x57;
    else return null;
  }
  return value;
}

/** One UTF-8 sequence (RFC 3629); overlong forms, surrogates and cut sequences count as one bad byte. */
function readSequence(bytes: Uint8Array, cursor: Cursor, end: number, first: number): void {
  const size = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
  let point = size === 4 ? first & 0x07 : size === 3 ? first & 0x0f : first & 0x1f;
  let isGood = size > 0 && cursor.at + size <= end;
  for (let index = 1; isGood && index < size; index += 1) {
    const byte = bytes[cursor.at + index] ?? 0;
    isGood = (byte & 0xc0) === 0x80;
    point = (point << 6) | (byte & 0x3f);
  }
  if (isGood && size === 3) isGood = point >= 0x800 && (point < 0xd800 || point > 0xdfff);
  if (isGood && size === 4) isGood = point >= 0x10000 && point <= 0x10ffff;
  if (!isGood) {
    cursor.unit = replacement;
    cursor.at += 1;
    return;
  }
  cursor.at += size;
  if (size < 4) {
    cursor.unit = point;
    return;
  }
  cursor.unit = 0xd800 + ((point - 0x10000) >> 10);
  cursor.low = 0xdc00 + ((point - 0x10000) & 0x3ff);
}

/** Arguments of one call: enough to be quick, few enough for any stack. */
const unitsPerCall = 8192;

function fromUnits(units: Uint16Array, count: number): string {
  let text = '';
  for (let at = 0; at < count; at += unitsPerCall) {
    text += Reflect.apply(String.fromCharCode, null, units.subarray(at, Math.min(count, at + unitsPerCall)));
  }
  return text;
}
