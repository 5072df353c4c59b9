import { wireArray, wireCount, wireRecord, wireString } from '../anthropic/wire-json.ts';
import { mergeLearnt, nothingLearnt, type LearntBill, type LearntCounts, type LearntModel, type LearntPiece } from './learnt-counts.ts';

/**
 * What was learnt, from the JSON value it was stored as. Entries that cannot be read are left out (a lesson less), and what is
 * no such value at all is nothing learnt; bounds and order are made anew.
 */
export function readLearnt(value: unknown): LearntCounts {
  const models = wireArray(wireRecord(value)?.['models']).flatMap(readModel);
  return models.reduce<LearntCounts>((learnt, model) => mergeLearnt(learnt, { models: [model] }), nothingLearnt);
}

function readModel(value: unknown): readonly LearntModel[] {
  const model = wireRecord(value);
  const family = wireString(model?.['family']);
  if (model === null || family === null) return [];
  return [
    {
      family,
      framing: wireCount(model['framing']),
      pieces: wireArray(model['pieces']).flatMap(readPiece),
      bills: wireArray(model['bills']).flatMap(readBill),
    },
  ];
}

function readPiece(value: unknown): readonly LearntPiece[] {
  const piece = wireRecord(value);
  const key = wireString(piece?.['key']);
  const form = piece?.['form'];
  const estimated = wireCount(piece?.['estimated']);
  const answered = wireCount(piece?.['answered']);
  if (key === null || estimated === null || answered === null || (form !== 'text' && form !== 'tools')) return [];
  return [{ key, form, kind: wireString(piece?.['kind']), estimated, answered }];
}

function readBill(value: unknown): readonly LearntBill[] {
  const bill = wireRecord(value);
  const key = wireString(bill?.['key']);
  const estimated = wireCount(bill?.['estimated']);
  const billed = wireCount(bill?.['billed']);
  return key === null || estimated === null || billed === null ? [] : [{ key, estimated, billed }];
}
