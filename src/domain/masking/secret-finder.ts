import { alphabets } from './alphabet.ts';
import { endOfRun, judgeAssignment, judgeShape, judgeUrl, type Searched, type Verdict } from './candidates.ts';
import type { CredentialNeedles } from './credential-needles.ts';
import { hexadecimal, longestCharacterBytes, readCharacters, tornBytes } from './escaped-text.ts';
import { keyLines, nextKeyLine, type KeyLine } from './key-lines.ts';
import type { Mark, MarkIndex, Run } from './mark-index.ts';
import { mayEndSecretName } from './secret-names.ts';
import { TextTail } from './text-tail.ts';

/** How far before a mark its judges look, with the marks themselves. */
const lookBehindBytes = 448;
/** How far behind an escape the text is read unescaped at once. */
const regionBytes = 1024;
/** Credentials are looked for among escapes of single characters in no longer stretches than this. */
const mostEscapedBytes = 4096;

const backslash = 92;
const slash = 47;
const letterU = 117;

/**
 * Finds secrets in one text that comes in pieces; how it is cut makes no difference. Every byte is looked at once, together
 * with the one before it; only where the two end a mark is there more to do. What a mark's judges see lies within a fixed
 * distance of it, so that all of it takes time in proportion to the text.
 */
export class SecretFinder {
  readonly #index: MarkIndex;
  readonly #needles: CredentialNeedles;
  readonly #isJson: boolean;
  readonly #found: (start: number, end: number) => void;
  /** How far behind an escape another character of the same mark or credential may stand, and before it. */
  readonly #regionReach: number;

  /** The end of the text, as much as is needed of it, and where in the text it begins. */
  readonly #tail = new TextTail();
  #base = 0;
  #seenTo = 0;
  /** From where on marks, and credentials, are looked for next. These and the next are places in the text. */
  #marksFrom = 0;
  #needlesFrom = 0;
  #undecidedFrom = Infinity;
  /** Where the runs that a secret goes on with were last seen to begin and end. */
  readonly #runs = new Map<Run, { from: number; to: number; isOpen: boolean }>();

  /** `found` is told the places of secrets in the text, in any order and some of them again. */
  constructor(index: MarkIndex, needles: CredentialNeedles, isJson: boolean, found: (start: number, end: number) => void) {
    this.#index = index;
    this.#needles = needles;
    this.#isJson = isJson;
    this.#found = found;
    this.#regionReach = Math.max(lookBehindBytes, Math.min(mostEscapedBytes, 8 * needles.longestBytes));
  }

  /** From where on it cannot be said yet what is secret; Infinity when all of the text so far is judged. */
  get undecidedFrom(): number {
    return this.#undecidedFrom;
  }

  write(bytes: Uint8Array): void {
    this.#search(bytes, false, false);
  }

  /** `isCut`: whether the text goes on where nobody sees it. Nothing may be written after it. */
  end(isCut: boolean): void {
    this.#search(new Uint8Array(0), true, isCut);
  }

  /** Masks what cannot be judged yet, and all that goes on from it without a gap. */
  maskUndecided(): void {
    if (this.#undecidedFrom === Infinity) return;
    const end = this.#seenTo;
    this.#found(this.#undecidedFrom, end);
    this.#undecidedFrom = Infinity;
    this.#marksFrom = this.#needlesFrom = end;
    this.#runs.set(unbrokenRun, { from: end, to: end, isOpen: true });
    if (this.#runs.get(keyLines)?.isOpen === true) this.#runs.set(keyLines, { from: end, to: end, isOpen: true });
  }

  #search(bytes: Uint8Array, isWhole: boolean, isCut: boolean): void {
    const data = this.#tail.append(bytes);
    this.#seenTo += bytes.byteLength;
    const searched: Searched = { data, isWhole, isCut, isJson: this.#isJson, rulesOff: this.#index.rulesOff };
    const pass = new Pass(searched, this.#index, this.#needles.codes, this.#regionReach, {
      found: (start, end) => this.#found(this.#base + start, this.#base + end),
      goesOn: (run, at) => this.#goOn(searched, run, at),
      region: (from, to) => this.#findEscapedNeedles(data, from, to),
    });
    let undecided = Infinity;
    for (const [run, { to, isOpen }] of this.#runs) {
      if (isOpen) this.#goOn(searched, run, to - this.#base);
      else if (to < this.#base) this.#runs.delete(run);
    }
    pass.scan(Math.max(0, this.#marksFrom - this.#base));
    undecided = Math.min(undecided, pass.undecidedFrom, this.#findNeedles(searched));
    for (const { to, isOpen } of this.#runs.values()) if (isOpen) undecided = Math.min(undecided, to - this.#base);
    if (undecided >= data.byteLength) undecided = Infinity;
    this.#marksFrom = this.#base + pass.resumeAt;
    this.#undecidedFrom = this.#base + undecided;
    this.#keep(data, Math.min(pass.resumeAt, undecided, this.#needlesFrom - this.#base));
  }

  #keep(data: Uint8Array, needed: number): void {
    const from = Math.max(0, Math.min(data.byteLength, needed) - this.#regionReach - 2 * longestCharacterBytes);
    this.#base += from;
    this.#tail.drop(from);
  }

  /** A secret goes on at `at`; runs that overlap end in the same place and are walked through once. */
  #goOn(searched: Searched, run: Run, at: number): void {
    if (run === keyLines) {
      this.#goOnInLines(searched, at);
      return;
    }
    const last = this.#runs.get(run);
    const place = this.#base + at;
    if (last !== undefined && place < last.to && place >= last.from) {
      this.#found(place, last.to);
      return;
    }
    const { end, isOpen } = endOfRun(searched, run, at);
    this.#found(place, this.#base + end);
    const from = last !== undefined && last.to === place ? last.from : place;
    this.#runs.set(run, { from, to: this.#base + end, isOpen });
    if (!isOpen && run.alphabet === alphabets.armour) this.#goOnInLines(searched, end);
  }

  /** The lines of a key go on at `at`, or behind what stands between them. */
  #goOnInLines(searched: Searched, at: number): void {
    const last = this.#runs.get(keyLines);
    const place = this.#base + at;
    if (last !== undefined && place < last.to && place >= last.from) return;
    const from = last !== undefined && last.to === place ? last.from : place;
    let lineFrom = at;
    for (;;) {
      const { end, isOpen } = endOfRun(searched, keyLines, lineFrom);
      if (end > lineFrom) this.#found(this.#base + lineFrom, this.#base + end);
      const next: KeyLine = isOpen ? { is: 'undecided' } : nextKeyLine(searched, end, 'next');
      if (next.is !== 'line') {
        this.#runs.set(keyLines, { from, to: this.#base + end, isOpen: next.is === 'undecided' });
        return;
      }
      this.#found(this.#base + next.start, this.#base + next.end);
      lineFrom = next.end;
    }
  }

  /** Answers from where on a credential may stand whose end has not come. */
  #findNeedles({ data, isWhole, isCut }: Searched): number {
    const { spelled, plain, longestBytes } = this.#needles;
    if (longestBytes === 0) {
      // What is behind need not be kept for credentials that there are not.
      this.#needlesFrom = this.#base + data.byteLength;
      return Infinity;
    }
    let undecided = Infinity;
    const begunAsCame = spelled.find(data, Math.max(0, this.#needlesFrom - this.#base), data.byteLength, (start, end) => {
      const torn = this.#isJson ? tornBytes(data, end) : 0;
      if (!isWhole && (torn === -1 || end + torn > data.byteLength)) undecided = Math.min(undecided, start);
      else this.#found(this.#base + Math.min(end, start + Math.max(0, this.#isJson ? tornBytes(data, start) : 0)), this.#base + Math.min(data.byteLength, end + Math.max(0, torn)));
    });
    // What will end behind the data begins no earlier than that which is begun.
    this.#needlesFrom = this.#base + Math.min(undecided, data.byteLength - begunAsCame);
    let begun = begunAsCame;
    if (this.#endsEscaped(data)) {
      const { codes, starts, length } = readCharacters(data, data.byteLength - this.#regionReach, data.byteLength);
      // With nothing begun this is an escape that is cut, which may be the first character.
      const start = starts[length - plain.find(codes, 0, length, null)] ?? 0;
      if (!isCut || start < (starts[length] ?? 0)) begun = Math.max(begun, data.byteLength - start);
    }
    if (isCut && begun >= shortestCutBytes) this.#found(this.#base + data.byteLength - begun, this.#base + data.byteLength);
    return isWhole ? Infinity : Math.min(undecided, begun === 0 ? Infinity : data.byteLength - begun);
  }

  /** Whether a character near the end is spelled with its number, or cut. */
  #endsEscaped(data: Uint8Array): boolean {
    let at = data.indexOf(backslash, Math.max(0, data.byteLength - this.#regionReach));
    while (at !== -1) {
      const next = data[at + 1];
      if (next === undefined || next === letterU) return true;
      at = data.indexOf(backslash, at + 1);
    }
    return false;
  }

  #findEscapedNeedles(data: Uint8Array, from: number, to: number): void {
    const { codes, starts, length } = readCharacters(data, from, to);
    this.#needles.plain.find(codes, 0, length, (first, behind) => {
      const start = starts[first] ?? 0;
      const end = starts[behind] ?? 0;
      if (end - start <= this.#regionReach) this.#found(this.#base + start, this.#base + end);
    });
  }
}

const unbrokenRun: Run = { alphabet: alphabets.bare, quote: 0, backslashes: 0 };
/** The end of a text that is the beginning of a credential is masked when it is this long. */
const shortestCutBytes = 4;

interface Finds {
  readonly found: (start: number, end: number) => void;
  readonly goesOn: (run: Run, at: number) => void;
  readonly region: (from: number, to: number) => void;
}

/** One look through what there is of a text. Places are those of the data. */
class Pass {
  readonly #searched: Searched;
  readonly #index: MarkIndex;
  readonly #needleCodes: Uint8Array;
  readonly #reach: number;
  readonly #finds: Finds;
  #regionEnd = -1;
  /** From where on marks are to be looked for when more has come. */
  resumeAt: number;
  undecidedFrom = Infinity;

  constructor(searched: Searched, index: MarkIndex, needleCodes: Uint8Array, reach: number, finds: Finds) {
    this.#searched = searched;
    this.#index = index;
    this.#needleCodes = needleCodes;
    this.#reach = reach;
    this.#finds = finds;
    this.resumeAt = searched.data.byteLength;
  }

  scan(from: number): void {
    const { data } = this.#searched;
    const { groupOfPair, groups } = this.#index;
    let last = from === 0 ? 0 : (data[from - 1] ?? 0);
    for (let at = from; at < data.length; at += 1) {
      const byte = data[at] ?? 0;
      const group = groupOfPair[(last << 8) | byte] ?? 0;
      last = byte;
      if (group !== 0) this.#meet(groups[group] ?? [], at);
    }
  }

  #meet(marks: readonly Mark[], at: number): void {
    const { data } = this.#searched;
    for (let index = 0; index < marks.length; index += 1) {
      const mark = marks[index];
      if (mark === undefined) continue;
      if (mark.kind === 'escape') this.#meetEscape(at);
      else if (mark.kind === 'assignment') {
        if (mayEndSecretName(data, at - 1)) this.#take(judgeAssignment(this.#searched, data[at] ?? 0, data, at, at, at + 1), at);
      } else if (endsWith(data, at + 1, mark)) this.#judge(mark, at + 1 - mark.bytes.byteLength, at + 1, at);
    }
  }

  #judge(mark: Exclude<Mark, { kind: 'escape' | 'assignment' }>, start: number, end: number, resumeAt: number): void {
    this.#take(mark.kind === 'url' ? judgeUrl(this.#searched, end, mark.timesEncoded) : judgeShape(this.#searched, mark.shape, mark.run, start, end), resumeAt);
  }

  #take(verdict: Verdict, resumeAt: number): void {
    if (verdict.is === 'undecided') {
      this.resumeAt = Math.min(this.resumeAt, resumeAt);
      this.undecidedFrom = Math.min(this.undecidedFrom, verdict.from);
    } else if (verdict.is === 'secret') {
      this.#finds.found(verdict.start, verdict.end);
      if (verdict.goesOn !== null) this.#finds.goesOn(verdict.goesOn, verdict.end);
    }
  }

  /** An escape whose letter stands at `at`. Where it spells a character of a mark or a credential, the text around it is read unescaped. */
  #meetEscape(at: number): void {
    const { data, isWhole } = this.#searched;
    const code = data[at] === slash ? this.#escapedSlash(at) : hexadecimal(data, at + 1);
    if (code === 'cut') {
      if (!isWhole) this.resumeAt = Math.min(this.resumeAt, at);
      return;
    }
    if (code === null || (this.#index.codes[code] !== 1 && this.#needleCodes[code] !== 1)) return;
    // What this region does not reach to, the same escape will be met for again.
    if (at + this.#reach > data.byteLength && !isWhole) this.resumeAt = Math.min(this.resumeAt, at);
    // One that goes to the end of the data holds all that a later one would.
    if (this.#regionEnd === data.byteLength || at + this.#reach <= this.#regionEnd) return;
    const end = Math.min(data.byteLength, at + this.#reach + Math.max(regionBytes, 2 * this.#reach));
    this.#scanRegion(Math.max(0, at - this.#reach), end, at);
    this.#finds.region(Math.max(0, at - this.#reach), end);
    this.#regionEnd = end;
  }

  /** Slashes stand escaped in many texts; only those of an address may hide a mark. */
  #escapedSlash(at: number): number | null {
    const { data } = this.#searched;
    let before = at - 1;
    while (before >= 0 && data[before] === backslash) before -= 1;
    const byte = data[before];
    return byte === 58 || byte === slash || byte === 109 || byte === 49 ? slash : null;
  }

  #scanRegion(from: number, to: number, resumeAt: number): void {
    const { data } = this.#searched;
    const { groupOfPair, groups } = this.#index;
    const { codes, starts, length } = readCharacters(data, from, to);
    for (let at = 1; at < length; at += 1) {
      const group = groupOfPair[((codes[at - 1] ?? 0) << 8) | (codes[at] ?? 0)] ?? 0;
      if (group === 0) continue;
      for (const mark of groups[group] ?? []) {
        if (mark.kind === 'escape') continue;
        const start = starts[at] ?? 0;
        const end = starts[at + 1] ?? 0;
        if (mark.kind === 'assignment') {
          if (mayEndSecretName(codes, at - 1)) this.#take(judgeAssignment(this.#searched, codes[at] ?? 0, codes, at, start, end), resumeAt);
        } else if (endsWith(codes, at + 1, mark)) {
          this.#judge(mark, starts[at + 1 - mark.bytes.byteLength] ?? 0, end, resumeAt);
        }
      }
    }
  }
}

function endsWith(data: Uint8Array, end: number, { bytes, ignoresCase }: Mark): boolean {
  const start = end - bytes.length;
  if (start < 0) return false;
  // The last two are known to be there, and the first is seldom.
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = data[start + index] ?? 0;
    if (byte !== bytes[index] && !(ignoresCase && byte >= 65 && byte <= 90 && byte + 32 === bytes[index])) return false;
  }
  return true;
}
