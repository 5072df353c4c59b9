import { figureField, unitsOf, type FigureField, type FigureUnit } from './fields.ts';
import type { Comparison, FigureTest } from './filter.ts';

/** Larger figures lose their last digit when they are written in dollars or seconds and read again. */
const largest = 1e15;
const written = /^(\$?)(\d{1,15}(?:\.\d{1,9})?|\.\d{1,9})([a-z$]*)$/i;
const compared = /^(>=|<=|>|<|=)?(.*)$/s;

/** A test of a figure as it is written: `429`, `>50k`, `10k..50k`, `4xx`, `any`, `none`; null for anything else. */
export function readFigureTest(field: FigureField, text: string): FigureTest | null {
  const { unit } = figureField(field);
  const word = text.toLowerCase();
  if (word === 'any' || word === 'none') return { is: word };
  if (field === 'status' && /^[1-9]xx$/.test(word)) {
    const from = Number(word[0]) * 100;
    return { is: 'range', from, to: from + 99 };
  }
  const dots = text.indexOf('..');
  if (dots >= 0) {
    const from = readFigure(unit, text.slice(0, dots));
    const to = readFigure(unit, text.slice(dots + 2));
    return from === null || to === null || from > to ? null : { is: 'range', from, to };
  }
  const [, sign, figure = ''] = compared.exec(text) ?? [];
  const value = readFigure(unit, figure);
  return value === null ? null : { is: comparisonOf(sign), value };
}

/** The same figure as text that is read as the same test. */
export function writeFigureTest(field: FigureField, test: FigureTest): string {
  const { unit } = figureField(field);
  if (test.is === 'any' || test.is === 'none') return test.is;
  if (test.is !== 'range') return `${test.is === '=' ? '' : test.is}${writeFigure(unit, test.value)}`;
  const isClass = field === 'status' && test.from % 100 === 0 && test.from >= 100 && test.from < 1000 && test.to === test.from + 99;
  return isClass ? `${test.from / 100}xx` : `${writeFigure(unit, test.from)}..${writeFigure(unit, test.to)}`;
}

function comparisonOf(sign: string | undefined): Comparison {
  return sign === '>' || sign === '>=' || sign === '<' || sign === '<=' ? sign : '=';
}

function readFigure(unit: FigureUnit, text: string): number | null {
  const [, dollar, digits, ending = ''] = written.exec(text) ?? [];
  if (digits === undefined || (dollar === '$' && (unit !== 'dollars' || ending !== ''))) return null;
  const known = unitsOf(unit);
  const [first = 1] = Object.values(known);
  const factor = ending === '' ? first : Object.hasOwn(known, ending.toLowerCase()) ? known[ending.toLowerCase()] : undefined;
  if (factor === undefined) return null;
  const exact = Number(digits) * factor;
  const value = Math.round(exact);
  // Half a star, a third of a token: nothing is that.
  const isWhole = factor !== 1 || Number.isInteger(exact);
  return value <= largest && isWhole ? value : null;
}

function writeFigure(unit: FigureUnit, value: number): string {
  if (unit === 'dollars') return String(value / 1e6);
  if (unit !== 'time') return String(value);
  if (value % 1e6 === 0) return `${value / 1e6}s`;
  return value % 1e3 === 0 ? `${value / 1e3}ms` : `${value}us`;
}
