import { maskCharacter } from './mask.ts';

/** A masked run of a body, in bytes. */
export interface MaskedPlace {
  readonly start: number;
  readonly length: number;
}

/** Runs of a body that are to be masked: in order, without overlap, those that touch joined. */
export class MaskedPlaces {
  readonly #places: { start: number; end: number }[] = [];

  get list(): MaskedPlace[] {
    return this.#places.map(({ start, end }) => ({ start, length: end - start }));
  }

  add(start: number, end: number): void {
    if (end <= start) return;
    // Nearly always the last of all.
    let first = this.#places.length;
    while (first > 0 && (this.#places[first - 1]?.end ?? 0) >= start) first -= 1;
    let from = start;
    let to = end;
    let behind = first;
    for (let place = this.#places[behind]; place !== undefined && place.start <= end; place = this.#places[behind]) {
      from = Math.min(from, place.start);
      to = Math.max(to, place.end);
      behind += 1;
    }
    const only = this.#places[first];
    if (behind === first + 1 && only !== undefined) {
      only.start = from;
      only.end = to;
    } else {
      this.#places.splice(first, behind - first, { start: from, end: to });
    }
  }

  /** The bytes that stand at `offset`, masked; the very same where none of them is. */
  mask(bytes: Uint8Array, offset: number): Uint8Array {
    const end = offset + bytes.byteLength;
    let masked = bytes;
    for (let index = this.#places.length - 1; index >= 0; index -= 1) {
      const place = this.#places[index];
      if (place === undefined || place.end <= offset) break;
      if (place.start >= end) continue;
      // Not `slice`: Node's subclass of these arrays has one that shares the memory.
      if (masked === bytes) masked = new Uint8Array(bytes);
      masked.fill(maskCharacter.charCodeAt(0), Math.max(0, place.start - offset), Math.min(bytes.byteLength, place.end - offset));
    }
    return masked;
  }
}

/** The text with these places in it masked. */
export function maskPlaces(text: string, places: readonly MaskedPlace[]): string {
  let masked = '';
  let at = 0;
  for (const { start, length } of places) {
    masked += text.slice(at, start) + maskCharacter.repeat(length);
    at = start + length;
  }
  return at === 0 ? text : masked + text.slice(at);
}

/** The texts with those places in them masked that were found in all of them together, one line each. */
export function maskPlacesOfLines(lines: readonly string[], places: readonly MaskedPlace[]): readonly string[] {
  if (places.length === 0) return lines;
  const masked = maskPlaces(lines.join('\n'), places);
  let at = 0;
  return lines.map((line) => {
    at += line.length + 1;
    return masked.slice(at - line.length - 1, at - 1);
  });
}
