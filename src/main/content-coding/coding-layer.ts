/** Takes what was unpacked, in order. */
export type Give = (octets: Uint8Array) => void;

/** Takes one coding off as it comes, at once. All of it throws `UnreadableCoding` on what is not in that coding. */
export interface CodingLayer {
  write(octets: Uint8Array, give: Give): void;
  /** Nothing may be written after it. Throws when the data ended early. */
  end(give: Give): void;
}
