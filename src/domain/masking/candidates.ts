import { alphabets } from './alphabet.ts';
import { isAssignedSecret, isGeneric } from './assigned-values.ts';
import { CharacterReader, mostBackslashes, textBefore } from './escaped-text.ts';
import { keyLines, nextKeyLine } from './key-lines.ts';
import type { Run } from './mark-index.ts';
import type { Shape } from './masking-rules.ts';
import { endOfName, secretNameOf } from './secret-names.ts';
import { isPlaceholder, looksMixed } from './secret-values.ts';
import { behindColour, withoutColours } from './terminal-colours.ts';
import { beginsWord, behindEscape } from './word-beginnings.ts';

/** A text that is looked through, or as much of it as there is. */
export interface Searched {
  readonly data: Uint8Array;
  /** Whether nothing comes behind the data. */
  readonly isWhole: boolean;
  /** Whether the text goes on somewhere, and only what could be seen of it ends here. */
  readonly isCut: boolean;
  /** Whether a bare quote ends what is spelled in the text. */
  readonly isJson: boolean;
  readonly rulesOff: ReadonlySet<string>;
}

/** What stands behind a mark. An undecided one is to be held back from `from` on. */
export type Verdict =
  | { readonly is: 'nothing' }
  | { readonly is: 'undecided'; readonly from: number }
  /** `goesOn`: what the secret may go on with behind its `end`. */
  | { readonly is: 'secret'; readonly start: number; readonly end: number; readonly goesOn: Run | null };

const nothing: Verdict = { is: 'nothing' };
/** What was cut off is masked from this many characters on: fewer tell nobody anything. */
const shortestCut = 8;
/** How much of a secret is read first where its shape says how one begins. */
const glancedAt = 16;
const mostJudged = 96;
const mostUserInformation = 256;
const mostNameBytes = 64;
const backslash = 92;
const escape = 27;
const beginningBytes = 256;

const urlRun: Run = { alphabet: alphabets.userInformation, quote: 0, backslashes: 0 };
const environmentRun: Run = { alphabet: alphabets.bare, quote: 0, backslashes: 0 };
const plainRun: Run = { alphabet: alphabets.plain, quote: 0, backslashes: 0 };
const schemeRun: Run = { alphabet: alphabets.wordAndDash, quote: 0, backslashes: 0 };
const reader = new CharacterReader();
const peeked = new CharacterReader();

/** Judges what stands behind the mark of a shape, which is at `markStart` to `markEnd`. */
export function judgeShape(searched: Searched, shape: Shape, run: Run, markStart: number, markEnd: number): Verdict {
  const { data } = searched;
  if (shape.behind !== undefined) {
    if (!shape.behind.test(withoutColours(textBefore(data, markStart, beginningBytes)))) return nothing;
  } else if (shape.beginsAnywhere !== true && !beginsWord(data, markStart, shape.beginsOutsideBase64 === true)) {
    return nothing;
  }
  const start = behindQuote(searched, shape, behindColours(searched, markEnd));
  // What may begin a colour may also begin the secret.
  if (start === null) return { is: 'undecided', from: markEnd };
  // Most of what is none is told by a few characters, and need not be read as far as it is judged.
  if (shape.begins !== undefined) {
    const begun = readRun(searched, run, start, glancedAt);
    if (begun.stop !== 'undecided' && !(searched.isCut && begun.stop === 'data') && !shape.begins.test(begun.text)) return nothing;
  }
  const wanted = shape.isExact === true ? shape.shortest + 1 : Math.max(shape.shortest, shape.judged ?? 0);
  const { text, end, stop } = readRun(searched, run, start, wanted);
  if (stop === 'undecided') return { is: 'undecided', from: start };
  const isCut = searched.isCut && stop === 'data';
  if (isCut && text.length >= shortestCut && !isPlaceholder(text) && (shape.ignoresCase !== true || /\d/.test(text))) return { is: 'secret', start, end, goesOn: null };
  const isAccepted = text.length >= shape.shortest && (shape.isExact !== true || text.length === shape.shortest) && (shape.accepts === undefined || shape.accepts(text));
  if (!isAccepted) return shape.isInLines === true ? judgeKeyLines(searched, start) : nothing;
  if (stop === 'enough') return { is: 'secret', start, end, goesOn: shape.isExact === true ? null : run };
  return { is: 'secret', start, end, goesOn: shape.isInLines === true ? keyLines : null };
}

function behindQuote({ data, isWhole }: Searched, shape: Shape, at: number | null): number | null {
  if (shape.mayBeQuoted !== true || at === null) return at;
  if (!peeked.read(data, at, isWhole)) return isWhole ? at : null;
  return peeked.code === 34 || peeked.code === 39 ? peeked.next : at;
}

function judgeKeyLines(searched: Searched, start: number): Verdict {
  const line = nextKeyLine(searched, start, 'first');
  if (line.is === 'line') return { is: 'secret', start: line.start, end: line.end, goesOn: keyLines };
  return line.is === 'none' ? nothing : { is: 'undecided', from: start };
}

/**
 * Judges the user information behind the `://` that ends at `start`: a password stands between a colon and the last `@`. Where the
 * address stands in another its signs are encoded, `timesEncoded` times.
 */
export function judgeUrl(searched: Searched, start: number, timesEncoded: number): Verdict {
  if (timesEncoded === 0 ? !mayHoldUserInformation(searched.data, start) : !mayHoldEncoded(searched.data, start, timesEncoded)) return nothing;
  const starts: number[] = [];
  const { text: read, end: readTo, stop } = readRun(searched, urlRun, start, mostUserInformation, starts);
  starts.push(readTo);
  if (stop === 'undecided') return { is: 'undecided', from: start };
  const { text, colon, at, signBytes } = userInformationOf(read, timesEncoded);
  const end = starts[text.length] ?? readTo;
  const isCut = searched.isCut && stop === 'data' && text === read;
  const place = (from: number, to: number): Verdict => ({ is: 'secret', start: starts[from] ?? start, end: starts[to] ?? end, goesOn: null });
  if (at === -1 && isCut) return judgeCutUrl(text, colon, signBytes, (from) => place(from, text.length));
  const name = text.slice(0, colon === -1 || colon > at ? Math.max(0, at) : colon);
  const password = colon === -1 || colon > at ? '' : text.slice(colon + signBytes, at);
  // A token may stand for the name, with nothing for a password or a word.
  if (/^(?:|x-oauth-basic|oauth2)$/.test(password)) return name.length >= 20 && !name.startsWith('%') && looksMixed(name) ? place(0, name.length) : nothing;
  return password.length < 2 || isPlaceholder(password) || isGeneric(password) ? nothing : place(colon + signBytes, at);
}

/** Where the colon and the last `@` stand in as much of the text as is no path yet: -1 where they do not. */
function userInformationOf(text: string, timesEncoded: number): { readonly text: string; readonly colon: number; readonly at: number; readonly signBytes: number } {
  if (timesEncoded === 0) return { text, colon: text.indexOf(':'), at: text.lastIndexOf('@'), signBytes: 1 };
  const percent = `%${'25'.repeat(timesEncoded - 1)}`;
  // What ends a parameter's value ends the address in it.
  const [encoded = ''] = text.split(new RegExp(`${percent}(?:2F|3F|23)|[&,;()]`, 'i'), 1);
  return { text: encoded, colon: encoded.search(new RegExp(`${percent}3A`, 'i')), at: encoded.lastIndexOf(`${percent}40`), signBytes: percent.length + 2 };
}

/** The `@` that tells user information may be what was cut off: then what is no port and no host behaves as the secret it may be. */
function judgeCutUrl(text: string, colon: number, signBytes: number, secretFrom: (from: number) => Verdict): Verdict {
  if (colon === -1) return text.length >= 20 && !text.includes('.') && looksMixed(text) ? secretFrom(0) : nothing;
  const behind = text.slice(colon + signBytes);
  return /^\d{0,5}$/.test(behind) || isPlaceholder(behind) || isGeneric(behind) ? nothing : secretFrom(colon + signBytes);
}

/** Most addresses have none: what ends the host comes before any `@`. */
function mayHoldUserInformation(data: Uint8Array, start: number): boolean {
  for (let at = start; at < data.length; at += 1) {
    const byte = data[at] ?? 0;
    if (byte === 64 || byte === 92) return true;
    if (urlRun.alphabet.includes[byte] !== 1) return false;
  }
  return true;
}

/** The same where its signs are encoded. */
function mayHoldEncoded(data: Uint8Array, start: number, timesEncoded: number): boolean {
  const last = Math.min(data.length, start + mostUserInformation);
  for (let at = start; at < last; at += 1) {
    const byte = data[at] ?? 0;
    if (byte === backslash) return true;
    if (byte !== 37) {
      if (urlRun.alphabet.includes[byte] !== 1) return false;
      continue;
    }
    let times = 1;
    for (; data[at + 1] === 50 && data[at + 2] === 53; at += 2) times += 1;
    if (at + 2 >= last || (data[at + 1] === 52 && data[at + 2] === 48)) return true;
    if (times === timesEncoded && data[at + 1] === 50 && ((data[at + 2] ?? 0) | 32) === 102) return false;
  }
  return start + mostUserInformation > data.length;
}

/** Judges what is assigned by the operator with this code, which stands at `operatorStart` to `operatorEnd`; the name ends in `named`, before `nameEnd`. */
export function judgeAssignment(searched: Searched, operatorCode: number, named: Uint8Array, nameEnd: number, operatorStart: number, operatorEnd: number): Verdict {
  const { data } = searched;
  const operator = operatorCode === 58 ? ':' : '=';
  const name = secretNameOf(nameBefore(named, nameEnd));
  if (name === null || searched.rulesOff.has(name.ruleId)) return nothing;

  let at = operatorEnd;
  let isSpaced = data[operatorStart - 1] === 32 || data[operatorStart - 1] === 9;
  let quote = 0;
  let backslashes = 0;
  for (let [skipped, rows] = [0, 0]; ; skipped += 1) {
    const coloured = behindColours(searched, at);
    if (coloured === null) return { is: 'undecided', from: at };
    at = coloured;
    if (!reader.read(data, at, searched.isWhole)) return searched.isWhole ? nothing : { is: 'undecided', from: Infinity };
    const { code } = reader;
    if (skipped === 0 && code === 62 && operator === '=') isSpaced = true;
    else if (skipped < 8 && (code === 32 || code === 9)) isSpaced = true;
    else if (skipped === 0 && (code === 61 || code === 58)) return nothing;
    // A quote at so deep a level of JSON is spelled with more of them than are read as one character.
    else if (code === backslash && reader.backslashes === mostBackslashes && rows < 2) rows += 1;
    else if (code === 34 || code === 39 || code === 96) {
      quote = code;
      backslashes = reader.backslashes;
      at = reader.next;
      break;
    } else break;
    at = reader.next;
  }
  const run = quote === 0 ? (name.isEnvironment && operator === '=' ? environmentRun : plainRun) : quotedRun(quote, backslashes);
  const coloured = behindColours(searched, at);
  if (coloured === null) return { is: 'undecided', from: at };
  at = name.ruleId === 'authorization' ? behindScheme(searched, coloured) : coloured;
  const read = readRun(searched, run, at, mostJudged);
  if (read.stop === 'undecided') return { is: 'undecided', from: at };
  // Less of it is there to tell by.
  const isCut = searched.isCut && read.stop === 'data';
  if (isCut && read.text.length >= shortestCut && looksMixed(read.text)) return { is: 'secret', start: at, end: read.end, goesOn: null };
  // A colour that ends says nothing of what it ended.
  const endedBy = read.stop === 'other' && reader.code !== escape ? String.fromCharCode(reader.code) : null;
  if (!isAssignedSecret({ name, operator, isSpaced, isQuoted: quote !== 0, value: read.text, endedBy })) return nothing;
  return { is: 'secret', start: at, end: read.end, goesOn: read.stop === 'enough' ? run : null };
}

/** Behind the word that says of what kind a value is, where there is one (RFC 9110, section 11.4). */
function behindScheme(searched: Searched, at: number): number {
  const word = readRun(searched, schemeRun, at, 20);
  if (word.text.length < 2 || word.stop !== 'other' || reader.code !== 32) return at;
  let behind = word.end;
  for (let skipped = 0; skipped < 8 && reader.code === 32; skipped += 1) {
    behind = reader.next;
    if (!reader.read(searched.data, behind, searched.isWhole)) break;
  }
  return behind;
}

/** The name that ends before an operator, without its quotes and its type. */
function nameBefore(data: Uint8Array, end: number): string {
  const last = endOfName(data, end);
  let first = last;
  while (first > 0 && last - first < mostNameBytes && alphabets.wordDashAndDot.includes[data[first - 1] ?? 0] === 1) first -= 1;
  first = behindEscape(data, first, last);
  const name = asText(data, first, last);
  if (!/^(?:string|String|str)$/.test(name)) return name;
  const text = textBefore(data, first, 96).replace(/:[ \t]?(?:&|&'static )?$/, '');
  return /([\w.-]{1,64})["'`\]]{0,2}$/.exec(text)?.[1] ?? '';
}

function asText(data: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(data[at] ?? 0);
  return text;
}

const quotedRuns = new Map<number, Run>();

function quotedRun(quote: number, backslashes: number): Run {
  const key = quote * 32 + backslashes;
  const found = quotedRuns.get(key);
  if (found !== undefined) return found;
  const made: Run = { alphabet: alphabets.quoted, quote, backslashes };
  quotedRuns.set(key, made);
  return made;
}

interface Read {
  readonly text: string;
  readonly end: number;
  /** What ended it: as many characters as were wanted, another character, or the end of the text, or of what there is of it. */
  readonly stop: 'enough' | 'other' | 'data' | 'undecided';
}

/** Reads characters of the run. `starts` is told where each began. */
function readRun(searched: Searched, run: Run, start: number, wanted: number, starts: number[] | null = null): Read {
  const plainEnd = endOfPlain(searched.data, run, start, wanted);
  let text = asText(searched.data, start, plainEnd);
  let at = plainEnd;
  if (starts !== null) for (let plain = start; plain < plainEnd; plain += 1) starts.push(plain);
  while (text.length < wanted) {
    const step = readOfRun(searched, run, at);
    if (step !== 'in') return { text, end: at, stop: step };
    text += String.fromCharCode(reader.code > 255 ? 255 : reader.code);
    starts?.push(at);
    at = reader.next;
  }
  return { text, end: at, stop: 'enough' };
}

/** How far the run goes on without anything that takes reading: most do so to their end, and this is many times faster. */
function endOfPlain(data: Uint8Array, run: Run, start: number, wanted: number): number {
  const { includes, endsAtTwoDashes } = run.alphabet;
  const last = Math.min(data.length, start + wanted);
  let at = start;
  for (; at < last; at += 1) {
    const byte = data[at] ?? 0;
    if (includes[byte] !== 1 || byte === backslash || byte === run.quote || byte === 34 || (byte === 45 && endsAtTwoDashes)) break;
  }
  return at;
}

/** Where the run that goes on at `at` ends; `isOpen` when it may go on behind the data. */
export function endOfRun(searched: Searched, run: Run, at: number): { readonly end: number; readonly isOpen: boolean } {
  let end = at;
  for (;;) {
    end = endOfPlain(searched.data, run, end, Infinity);
    const step = readOfRun(searched, run, end);
    if (step !== 'in') return { end, isOpen: step === 'undecided' };
    end = reader.next;
  }
}

function readOfRun({ data, isWhole, isJson }: Searched, run: Run, at: number): 'in' | 'other' | 'data' | 'undecided' {
  if (!reader.read(data, at, isWhole)) return isWhole ? 'data' : 'undecided';
  const { code, backslashes } = reader;
  if (run.alphabet.includes[code > 255 ? 0xe2 : code] !== 1) return 'other';
  // So long a row of backslashes is no part of anything.
  if (code === backslash && backslashes === mostBackslashes) return 'other';
  if (run.quote !== 0 && isClosing(run, code, backslashes, isJson)) return 'other';
  if (run.alphabet.endsAtTwoDashes && code === 45) {
    if (peeked.read(data, reader.next, isWhole)) return peeked.code === 45 ? 'other' : 'in';
    return isWhole ? 'in' : 'undecided';
  }
  return 'in';
}

/**
 * Whether a quote ends what the run's quote began. One more level of JSON doubles the backslashes and adds one for a quote; a
 * backslash before the quote itself is doubled too. What ends the text around it ends it as well.
 */
function isClosing(run: Run, code: number, backslashes: number, isJson: boolean): boolean {
  if (code === 34 && run.quote !== 34) return isJson && backslashes % 2 === 0;
  if (code !== run.quote) return false;
  if (code !== 34) return backslashes === 0;
  const unit = 2 * (run.backslashes + 1);
  return backslashes < run.backslashes || backslashes % unit !== 2 * run.backslashes + 1;
}

/** Where the text goes on behind the colours that begin at `at`; null where that cannot be said yet. */
function behindColours({ data, isWhole }: Searched, at: number): number | null {
  for (let [colour, from] = [0, at]; ; colour += 1) {
    const behind = behindColour(peeked, data, from, isWhole);
    if (behind === null || behind === from || colour === mostColoursBehind) return behind === null ? null : from;
    from = behind;
  }
}

const mostColoursBehind = 6;
