/** Whole numbers from 0 to 2^53 as unsigned LEB128, one after the other. */
export function packNumbers(values: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  for (const value of values) {
    let rest = value;
    while (rest >= 0x80) {
      bytes.push((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    bytes.push(rest);
  }
  return Uint8Array.from(bytes);
}

/** What `packNumbers` made. Throws on what ends within a number, and on a number that it does not make. */
export function unpackNumbers(packed: Uint8Array): number[] {
  const values: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of packed) {
    value += (byte & 0x7f) * scale;
    if (value > Number.MAX_SAFE_INTEGER || !Number.isFinite(scale)) throw new Error('reading numbers: one is beyond 2^53');
    if (byte < 0x80) {
      values.push(value);
      value = 0;
      scale = 1;
    } else scale *= 0x80;
  }
  if (scale !== 1) throw new Error('reading numbers: the last one has no end');
  return values;
}
