import { contentHash } from './content-hash.ts';

/**
 * What was learnt of how many tokens texts are, by model: plain data, to be stored as JSON. It grows by `learn` and `mergeLearnt`
 * alone, which give the same whatever the order, and the same when something is learnt twice. Of more than it holds it
 * keeps those with the lowest hashes, a sample that does not depend on the order either.
 */
export interface LearntCounts {
  readonly models: readonly LearntModel[];
}

export interface LearntModel {
  /** The model's family, as `modelFamily` gives it. */
  readonly family: string;
  /** The least that an answer was above the estimate of a piece of hardly a token: what the message around it takes. */
  readonly framing: number | null;
  readonly pieces: readonly LearntPiece[];
  readonly bills: readonly LearntBill[];
}

/** What `count_tokens` answered for one piece of context. */
export interface LearntPiece {
  /** `contentKey` of the text or of the tool definition. */
  readonly key: string;
  readonly form: PieceForm;
  /** The kind of source that the piece has in prompts, once one was seen with it; null before. */
  readonly kind: string | null;
  /** By the tokenizer alone. */
  readonly estimated: number;
  /** As answered, with what the message around it takes. */
  readonly answered: number;
}

/** A text that was all of a message, or tool definitions beside a message of a word. */
export type PieceForm = 'text' | 'tools';

/** A prompt whose every part could be estimated, and what its text was billed. */
export interface LearntBill {
  /** What the request is known by, so that it counts once however often it is analysed. */
  readonly key: string;
  readonly estimated: number;
  readonly billed: number;
}

/** Something to learn from. */
export type Observation = PieceObservation | BillObservation;

export interface PieceObservation extends LearntPiece {
  readonly of: 'piece';
  readonly family: string;
}

export interface BillObservation extends LearntBill {
  readonly of: 'bill';
  readonly family: string;
}

export const nothingLearnt: LearntCounts = { models: [] };

/** Some 2 MB of JSON at most. */
const mostModels = 16;
const mostPieces = 1000;
const mostBills = 100;

/** A piece of so few tokens tells what the message around it takes. */
const tinyPiece = 3;

/** What was learnt, with one observation more. */
export function learn(learnt: LearntCounts, observation: Observation): LearntCounts {
  return mergeLearnt(learnt, { models: [modelOf(observation)] });
}

/** What was learnt, with all of these observations more. By halves, so that many take little longer than one. */
export function learnAll(learnt: LearntCounts, observations: readonly Observation[]): LearntCounts {
  return observations.length === 0 ? learnt : mergeLearnt(learnt, gathered(observations));
}

function gathered(observations: readonly Observation[]): LearntCounts {
  const [only] = observations;
  if (only !== undefined && observations.length === 1) return { models: [modelOf(only)] };
  const middle = observations.length >> 1;
  return mergeLearnt(gathered(observations.slice(0, middle)), gathered(observations.slice(middle)));
}

/** What was learnt in two places, together. */
export function mergeLearnt(one: LearntCounts, other: LearntCounts): LearntCounts {
  return { models: union(one.models, other.models, ({ family }) => contentHash(family), mergeModels, mostModels) };
}

function modelOf(observation: Observation): LearntModel {
  const { family } = observation;
  if (observation.of === 'bill') {
    const { key, estimated, billed } = observation;
    return { family, framing: null, pieces: [], bills: [{ key, estimated, billed }] };
  }
  const { key, form, kind, estimated, answered } = observation;
  const isTiny = form === 'text' && estimated > 0 && estimated <= tinyPiece && answered >= estimated;
  return { family, framing: isTiny ? answered - estimated : null, pieces: [{ key, form, kind, estimated, answered }], bills: [] };
}

function mergeModels(one: LearntModel, other: LearntModel): LearntModel {
  const framings = [one.framing, other.framing].filter((framing) => framing !== null);
  return {
    family: one.family,
    framing: framings.length === 0 ? null : Math.min(...framings),
    pieces: union(one.pieces, other.pieces, ({ key }) => key, mergePieces, mostPieces),
    bills: union(one.bills, other.bills, ({ key }) => key, mergeBills, mostBills),
  };
}

/** The API may count a text otherwise another day: which of two answers is newer is not known here, so the higher stands. */
function mergePieces(one: LearntPiece, other: LearntPiece): LearntPiece {
  const kinds = [one.kind, other.kind].filter((kind) => kind !== null).toSorted();
  return {
    key: one.key,
    form: one.form < other.form ? one.form : other.form,
    kind: kinds[0] ?? null,
    estimated: Math.max(one.estimated, other.estimated),
    answered: Math.max(one.answered, other.answered),
  };
}

function mergeBills(one: LearntBill, other: LearntBill): LearntBill {
  return { key: one.key, estimated: Math.max(one.estimated, other.estimated), billed: Math.max(one.billed, other.billed) };
}

/** Both lists in the order of their keys, equal keys merged, cut to the first `most`. */
function union<Item>(
  one: readonly Item[],
  other: readonly Item[],
  keyOf: (item: Item) => string,
  merge: (one: Item, other: Item) => Item,
  most: number,
): readonly Item[] {
  const byRank = new Map<string, Item>();
  for (const item of [...one, ...other]) {
    const rank = rankOf(keyOf(item));
    const known = byRank.get(rank);
    byRank.set(rank, known === undefined ? item : merge(known, item));
  }
  const ranks = [...byRank.keys()].toSorted().slice(0, most);
  return ranks.flatMap((rank) => byRank.get(rank) ?? []);
}

/** Hashes before lengths: sorted by its length first, a key would make the sample one of short texts. */
function rankOf(key: string): string {
  return key.split(':').toReversed().join(':');
}
