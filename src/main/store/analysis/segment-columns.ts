import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import type { Confidence } from '../../../domain/attribution/segment.ts';
import type { Source } from '../../../domain/attribution/source.ts';
import { packNumbers, unpackNumbers } from '../../../domain/octets/packed-numbers.ts';
import type { AnalysedSegment } from '../reads.ts';

/** Sources by the number they are kept under: lists of requests that follow one another have most of theirs in common. */
export interface KeptSources {
  numberOf(source: Source): number;
  sourceOf(number: number): Source;
}

const confidences = ['certain', 'likely', 'claimed'] as const satisfies readonly Confidence[];
/** A list has some kilobytes: a wider window takes ten times as long to make ready, and finds nothing more. */
const quality = 5;
const windowBits = 16;
/** More is no list that we wrote. */
const mostBytes = 512 * 1024 * 1024;

/**
 * The list of segments of a body by column, each as numbers (LEB128), compressed: how many there are, where the first begins, whether costs are
 * known; then the lengths, the tokens, the costs, the sources, the confidences; then how many numbers stand in the paths, these numbers,
 * and which of the forms each path has; then the forms as JSON. Null is 0, and a figure one more than it is. The
 * segments must be in order and without gaps.
 */
export function packSegments(segments: readonly AnalysedSegment[], sources: KeptSources): Uint8Array {
  const hasCosts = segments.some(({ costMicroUsd }) => costMicroUsd !== null);
  const paths = segments.map(({ path }) => formOf(path));
  const forms = [...new Set(paths.map(({ form }) => form))];
  const formIndexes = new Map(forms.map((form, index) => [form, index]));
  const inPaths = stepsOf(paths.flatMap(({ numbers }) => numbers));
  const numbers = packNumbers([
    segments.length,
    segments[0]?.start ?? 0,
    hasCosts ? 1 : 0,
    ...segments.map(({ start, end }) => end - start),
    ...segments.map(({ tokens }) => orZero(tokens)),
    ...(hasCosts ? segments.map(({ costMicroUsd }) => orZero(costMicroUsd)) : []),
    ...segments.map(({ source }) => sources.numberOf(source)),
    ...segments.map(({ confidence }) => confidences.indexOf(confidence)),
    inPaths.length,
    ...inPaths,
    ...paths.map(({ form }) => formIndexes.get(form) ?? 0),
  ]);
  const packed = Buffer.concat([packNumbers([numbers.length]), numbers, Buffer.from(JSON.stringify(forms))]);
  return brotliCompressSync(packed, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: windowBits, [constants.BROTLI_PARAM_SIZE_HINT]: packed.byteLength } });
}

/** What `packSegments` made. Throws on anything else. */
export function unpackSegments(packed: Uint8Array, sources: Pick<KeptSources, 'sourceOf'>): AnalysedSegment[] {
  const octets = brotliDecompressSync(packed, { maxOutputLength: mostBytes });
  const lengthEnd = octets.findIndex((byte) => byte < 0x80) + 1;
  const [length = 0] = unpackNumbers(octets.subarray(0, lengthEnd));
  const column = new Columns(unpackNumbers(octets.subarray(lengthEnd, lengthEnd + length)));
  const forms = z.array(z.string()).parse(JSON.parse(octets.subarray(lengthEnd + length).toString('utf8')));
  const [count = 0, from = 0, hasCosts = 0] = column.take(3);
  const lengths = column.take(count);
  const tokens = column.take(count);
  const costs = hasCosts === 1 ? column.take(count) : null;
  const sourceNumbers = column.take(count);
  const confidence = column.take(count);
  const pathOf = pathReader(fromSteps(column.take(column.take(1)[0] ?? 0)));
  const formIndexes = column.take(count);
  let start = from;
  return lengths.map((bytes, index) => {
    const segment: AnalysedSegment = {
      start,
      end: start + bytes,
      path: pathOf(forms[formIndexes[index] ?? 0] ?? ''),
      source: sources.sourceOf(sourceNumbers[index] ?? 0),
      confidence: confidences[confidence[index] ?? 0] ?? 'claimed',
      tokens: orNull(tokens[index]),
      costMicroUsd: costs === null ? null : orNull(costs[index]),
    };
    start += bytes;
    return segment;
  });
}

const orZero = (figure: number | null): number => (figure === null ? 0 : figure + 1);
const orNull = (packed = 0): number | null => (packed === 0 ? null : packed - 1);

/** Numbers in a row as steps from the one before the one before: indexes of messages and of their blocks take turns. */
function stepsOf(numbers: readonly number[]): number[] {
  return numbers.map((number, index) => {
    const step = number - (numbers[index - 2] ?? 0);
    return step < 0 ? -step * 2 - 1 : step * 2;
  });
}

function fromSteps(steps: readonly number[]): number[] {
  const numbers: number[] = [];
  for (const [index, step] of steps.entries()) numbers.push((numbers[index - 2] ?? 0) + (step % 2 === 0 ? step / 2 : -(step + 1) / 2));
  return numbers;
}

const numberInPath = /\[(0|[1-9]\d{0,8})\]/g;
const placeOfNumber = /\[\]/g;

/** A path with its indexes taken out; one that has empty brackets of its own as it is, behind an equals sign. */
function formOf(path: string): { readonly form: string; readonly numbers: readonly number[] } {
  if (path.includes('[]') || path.startsWith('=')) return { form: `=${path}`, numbers: [] };
  return { form: path.replaceAll(numberInPath, '[]'), numbers: [...path.matchAll(numberInPath)].map(([, number]) => Number(number)) };
}

/** Puts paths together, in the order in which they were taken apart. */
function pathReader(numbers: readonly number[]): (form: string) => string {
  let at = 0;
  return (form) => {
    if (form.startsWith('=')) return form.slice(1);
    return form.replaceAll(placeOfNumber, () => {
      at += 1;
      return `[${numbers[at - 1] ?? 0}]`;
    });
  };
}

class Columns {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  take(count: number): readonly number[] {
    const taken = this.#numbers.slice(this.#at, this.#at + count);
    if (taken.length !== count) throw new Error('reading a segment list: it has too few numbers');
    this.#at += count;
    return taken;
  }
}
