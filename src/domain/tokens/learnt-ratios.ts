import type { SourceKind } from '../attribution/source.ts';
import type { LearntCounts, LearntModel, LearntPiece, PieceForm } from './learnt-counts.ts';
import { toolPromptTokens } from './tool-prompt.ts';
import { modelFamily } from './model-family.ts';

/** How many tokens of a model one token of the tokenizer is. */
export interface Ratio {
  readonly ratio: number;
  /** How many answers and bills it rests on. */
  readonly observations: number;
  /** What they were of: this kind of source, this model at large, or there are none. */
  readonly basis: 'kind' | 'model' | 'none';
}

/** What was learnt of one model, ready to be used. */
export interface LearntRatios {
  ratioFor(kind: SourceKind): Ratio;
  /** The tokens of a piece that `count_tokens` was asked for, without what was around it; null where it was not. */
  exactTokens(form: PieceForm, key: string): number | null;
  /** Whether a piece of that form and about so many tokens was counted: if none was, no key needs to be made. */
  mayKnow(form: PieceForm, tokens: number): boolean;
}

/** What a message takes beside its text: a text of one token counts 8 in the API's examples. Until an answer says otherwise. */
const usualFraming = 7;

/** A ratio of few tokens is drawn to the more general one, as if this many had been seen of that. */
const priorTokens = 1000;

/** Beyond these an observation is of something else (a prompt with parts the estimate knows nothing of), and is left out. */
const leastRatio = 1 / 8;
const mostRatio = 8;

/** Tool definitions that a line can be drawn through. */
const fewestForLine = 4;
const mostForLine = 40;

/** The ratios of a model, by what was learnt of its family. */
export function readRatios(learnt: LearntCounts, model: string | null): LearntRatios {
  const family = model === null ? null : modelFamily(model);
  const known = learnt.models.find((one) => one.family === family);
  const pieces = known === undefined ? [] : piecesAlone(known);
  const exact = new Map(pieces.map(({ form, key, tokens }) => [`${form} ${key}`, tokens]));
  const textEstimates = new Set(pieces.flatMap(({ form, estimated }) => (form === 'text' ? spread(estimated) : [])));
  const hasTools = pieces.some(({ form }) => form === 'tools');

  const sums = new Sums();
  const byKind = new Map<string, Sums>();
  for (const { kind, estimated, tokens } of pieces) {
    if (!sums.add(estimated, tokens) || kind === null) continue;
    const ofKind = byKind.get(kind) ?? new Sums();
    ofKind.add(estimated, tokens);
    byKind.set(kind, ofKind);
  }
  for (const { estimated, billed } of known?.bills ?? []) sums.add(estimated, billed);
  const ofModel: Ratio = { ratio: sums.ratio(1), observations: sums.observations, basis: sums.observations === 0 ? 'none' : 'model' };

  return {
    ratioFor(kind) {
      const ofKind = byKind.get(kind);
      return ofKind === undefined ? ofModel : { ratio: ofKind.ratio(ofModel.ratio), observations: ofKind.observations, basis: 'kind' };
    },
    exactTokens: (form, key) => exact.get(`${form} ${key}`) ?? null,
    // Marks for the API make the estimate of a tool any other.
    mayKnow: (form, tokens) => (form === 'tools' ? hasTools : textEstimates.has(tokens)),
  };
}

/** The estimate of a text with more or less white space around it. */
function spread(estimated: number): readonly number[] {
  return [-2, -1, 0, 1, 2].map((off) => estimated + off);
}

class Sums {
  observations = 0;
  #estimated = 0;
  #counted = 0;

  /** False when it is left out. */
  add(estimated: number, counted: number): boolean {
    const ratio = counted / estimated;
    if (!(ratio >= leastRatio && ratio <= mostRatio)) return false;
    this.observations += 1;
    this.#estimated += estimated;
    this.#counted += counted;
    return true;
  }

  ratio(moreGeneral: number): number {
    return (this.#counted + priorTokens * moreGeneral) / (this.#estimated + priorTokens);
  }
}

/** The pieces with what stood around them taken off. Those of tools are left out while that is not known. */
function piecesAlone(model: LearntModel): readonly (LearntPiece & { readonly tokens: number })[] {
  const framing = model.framing ?? usualFraming;
  const ofTools = framingOfTools(model, framing);
  return model.pieces.flatMap((piece) => {
    const around = piece.form === 'text' ? framing : ofTools;
    return around === null ? [] : [{ ...piece, tokens: Math.max(1, piece.answered - around) }];
  });
}

/**
 * What an answer about tools holds besides them: the message of one token, its framing, and the hidden prompt that the API adds. Where
 * that is not documented for the model, it is read off several answers: where the line through them meets no tools at all
 * (the median of the slopes between them, so that one odd answer does not turn it).
 */
function framingOfTools({ family, pieces }: LearntModel, framing: number): number | null {
  const message = framing + 1;
  const documented = toolPromptTokens({ model: family, toolChoice: null, toolCount: 1 });
  if (documented !== null) return message + documented;
  const points = pieces.filter(({ form }) => form === 'tools').slice(0, mostForLine);
  const slopes = points.flatMap((one, index) =>
    points.slice(index + 1).flatMap((other) => (one.estimated === other.estimated ? [] : [(one.answered - other.answered) / (one.estimated - other.estimated)])),
  );
  if (points.length < fewestForLine || slopes.length === 0) return null;
  const slope = median(slopes);
  const least = Math.min(...points.map(({ answered }) => answered));
  return Math.round(Math.min(Math.max(message, median(points.map(({ estimated, answered }) => answered - slope * estimated))), least));
}

function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
