import { describe, expect, test } from 'vitest';
import { madeUpFinding } from '../../../../test-support/made-up-finding.ts';
import { insightRules } from '../../../domain/insight/finding.ts';
import { findingRows, groupId, ruleOfId } from './finding-rows.ts';
import { ruleNames } from './rule-names.ts';

const whole = { costMicroUsd: 1_000_000 };
const tools = ['Alpha', 'Beta', 'Gamma'].map((name, index) => madeUpFinding('unused-tool', `tool-definition/tool=${name}`, { perDay: { tokens: 100 * (index + 1), costMicroUsd: 1000 * (index + 1) } }));

describe('the lines of the list', () => {
  test('three of a rule are one line with what they come to, and unfold', () => {
    const [together, ...rest] = findingRows(tools, whole, true);
    expect(rest).toEqual([]);
    expect(together).toMatchObject({ id: groupId('unused-tool'), finding: null, title: ruleNames['unused-tool'], perDay: { tokens: 600, costMicroUsd: 6000 }, requests: null });
    expect(together?.share).toBeCloseTo(0.3);
    expect(together?.children.map(({ finding }) => finding)).toEqual(tools);
  });

  test('two of a rule stay apart, and so do all where they are not to be grouped', () => {
    expect(findingRows(tools.slice(0, 2), whole, true).map(({ finding }) => finding)).toEqual(tools.slice(0, 2));
    expect(findingRows(tools, whole, false).map(({ id }) => id)).toEqual(tools.map(({ id }) => id));
  });

  test('what is not known is not counted as nothing', () => {
    const unpriced = tools.map((finding) => ({ ...finding, expense: { tokens: 5, costMicroUsd: null }, perDay: { tokens: 1, costMicroUsd: null } }));
    expect(findingRows(unpriced, whole, true)[0]).toMatchObject({ perDay: { tokens: 3, costMicroUsd: null }, share: null });
    expect(findingRows(tools, { costMicroUsd: null }, false)[0]?.share).toBeNull();
  });

  test('several are thin together only where each of them is, and estimated where one is', () => {
    const [first, ...others] = tools.map((finding) => ({ ...finding, thin: 'This rests on one session.' }));
    if (first === undefined) throw new Error('There are three.');
    expect(findingRows([first, ...others], whole, true)[0]?.isThin).toBe(true);
    expect(findingRows([{ ...first, thin: null, isEstimated: true }, ...others], whole, true)[0]).toMatchObject({ isThin: false, isEstimated: true });
  });

  test('those of several groups have none of their own', () => {
    const [first, ...others] = tools;
    if (first === undefined) throw new Error('There are three.');
    expect(findingRows(tools, whole, true)[0]?.group).toBe('mcp');
    expect(findingRows([{ ...first, subject: { ...first.subject, group: 'tools' } }, ...others], whole, true)[0]?.group).toBe('other');
  });

  test('thousands are lines at once', () => {
    const many = Array.from({ length: 5000 }, (_, index) => madeUpFinding('unused-skill', `skills/${index}`));
    expect(findingRows(many, whole, true)[0]?.children).toHaveLength(5000);
  });

  test('the rule of a finding is read from its id, and of nothing else', () => {
    for (const rule of insightRules) expect(ruleOfId(madeUpFinding(rule, 'mcp/a/b').id)).toBe(rule);
    for (const id of ['', 'what-if', 'findings', 'unused-tool', 'port']) expect([id, ruleOfId(id)]).toEqual([id, null]);
  });
});
