import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { exchangeRow } from '../../../../../test-support/exchange-row.ts';
import { closedFolds, foldHolding, foldRows, type Line } from './fold-rows.ts';
import { isFold, lineId, rowsOfLine } from './line.ts';

const count = { requestClass: 'count-tokens', threadKey: null } as const;
const title = { requestClass: 'auxiliary', auxiliaryPurpose: 'title' } as const;
const refused = { status: 529 } as const;

/** Rows of these facts, newest first, with ids a, b, c …: a is the newest. */
function rowsOf(...given: readonly Partial<ExchangeRow>[]): readonly ExchangeRow[] {
  return given.map((facts, index) => exchangeRow(String.fromCodePoint(97 + index), 100 - index, facts));
}

/** Each line in a word; those shown under another are set off. */
function shown(lines: readonly Line[]): readonly string[] {
  return lines.map((line) => {
    if (!isFold(line)) return `${'kind' in line ? '  ' : ''}${lineId(line)}`;
    return line.kind === 'noise' ? `${line.rows.length} × ${line.head.requestClass}` : `${lineId(line)} +${line.rows.length}`;
  });
}

const closed = { isOn: true, isByTime: true, folds: new Map<string, 'open' | 'closed'>() };

describe('noise', () => {
  test('of one kind and thread that follows on itself is one line', () => {
    expect(shown(foldRows(rowsOf({}, count, count, count, {}, title, count), closed))).toEqual(['a', '3 × count-tokens', 'e', 'f', 'g']);
    expect(shown(foldRows(rowsOf(title, { ...title, threadKey: 'agent' }, { ...title, sessionId: 'other' }), closed))).toEqual(['a', 'b', 'c']);
  });

  test('is shown under its line when that is open', () => {
    const rows = rowsOf(count, count, {});
    const open = foldRows(rows, { ...closed, folds: new Map([['noise b', 'open']]) });
    expect(shown(open)).toEqual(['2 × count-tokens', '  a', '  b', 'c']);
    // A newer one joins it.
    expect(shown(foldRows([exchangeRow('new', 200, count), ...rows], { ...closed, folds: new Map([['noise b', 'open']]) }))).toHaveLength(5);
    expect(shown(foldRows(rows.toReversed(), { ...closed, folds: new Map([['noise b', 'open']]) }))).toEqual(['c', '2 × count-tokens', '  b', '  a']);
  });

  test('that broke, and what only looks like it, stands for itself', () => {
    expect(shown(foldRows(rowsOf(count, { ...count, state: 'failed' }, count), closed))).toEqual(['a', 'b', 'c']);
    expect(shown(foldRows(rowsOf({ ...title, ...refused }, title, title), closed))).toEqual(['a', '2 × auxiliary']);
    expect(shown(foldRows(rowsOf({ ...title, auxiliaryPurpose: 'web-fetch' }, { ...title, auxiliaryPurpose: 'web-fetch' }), closed))).toEqual(['a', 'b']);
    expect(shown(foldRows(rowsOf({ ...count, ...refused }, count), closed))).toEqual(['2 × count-tokens']);
  });

  test('of side calls is one line whatever they call', () => {
    const call = { requestClass: 'other', threadKey: null, method: 'GET', path: '/api/settings' } as const;
    expect(shown(foldRows(rowsOf(call, { ...call, path: '/api/policy_limits', status: 404 }, { ...call, method: 'POST' }, {}), closed))).toEqual(['3 × other', 'd']);
    expect(shown(foldRows(rowsOf(call, { ...call, path: '/v1/messages/batches' }), closed))).toEqual(['a', 'b']);
  });

  test('in which a row has disappeared is told', () => {
    const lines = foldRows(rowsOf(count, count, {}), closed);
    expect(['b', 'c', 'z'].map((id) => foldHolding(closedFolds(lines), id))).toEqual(['noise b', null, null]);
  });
});

describe('attempts', () => {
  const rows = rowsOf({ retryOf: 'd' }, {}, { retryOf: 'd', ...refused }, refused, {});

  test('stand under the last one, also where the first is not here', () => {
    expect(shown(foldRows(rows, closed))).toEqual(['a +2', 'b', 'e']);
    expect(shown(foldRows(rows, { ...closed, folds: new Map([['attempts d', 'open']]) }))).toEqual(['a +2', '  c', '  d', 'b', 'e']);
    expect(shown(foldRows(rows.filter(({ id }) => id !== 'd'), closed))).toEqual(['a +1', 'b', 'e']);
    expect(shown(foldRows(rowsOf({ retryOf: 'gone' }, {}), closed))).toEqual(['a', 'b']);
    expect(shown(foldRows(rows, { ...closed, isByTime: false }))).toEqual(['a', 'b', 'c', 'd', 'e']);
    // One that went well is no attempt of another.
    expect(shown(foldRows(rowsOf({ retryOf: 'b' }, {}), closed))).toEqual(['a', 'b']);
  });

  test('of the same bytes that were asked anew after an answer are not those before it', () => {
    const again = { retryOf: 'f' };
    const asked = rowsOf(again, { ...again, ...refused }, again, { ...again, ...refused }, again, {});
    expect(shown(foldRows(asked, closed))).toEqual(['a +1', 'c +1', 'e', 'f']);
    expect(shown(foldRows(asked, { ...closed, folds: new Map([['attempts d', 'open']]) }))).toEqual(['a +1', 'c +1', '  d', 'e', 'f']);
  });
});

test('without folding, every row stands for itself', () => {
  const rows = rowsOf(count, count, { retryOf: 'd' }, refused);
  expect(shown(foldRows(rows, { ...closed, isOn: false }))).toEqual(['a', 'b', 'c', 'd']);
});

test('no row is lost or shown twice, whatever is open', () => {
  const facts = fc.oneof(fc.constant({}), fc.constant(count), fc.constant(title), fc.constant(refused), fc.nat(20).map((first) => ({ retryOf: String.fromCodePoint(97 + first) })));
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 20 }), fc.boolean(), (given, isOpen) => {
      const rows = rowsOf(...given);
      const keys = foldRows(rows, closed).filter(isFold).map(({ key }) => key);
      const lines = foldRows(rows, { ...closed, folds: new Map(keys.map((key) => [key, isOpen ? 'open' : 'closed'])) });
      const ids = lines.flatMap(rowsOfLine).map(({ id }) => id);
      expect(ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    }),
    { numRuns: 500 },
  );
});
