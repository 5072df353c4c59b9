import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOf, itemsOf, kindOf, memberOf, membersOf, startOf, type JsonTree } from './json-tree.ts';
import { scanJson } from './scan-json.ts';

const scan = (text: string): JsonTree => scanJson(new TextEncoder().encode(text));
const sliceOf = (tree: JsonTree, node: number): string =>
  new TextDecoder().decode(tree.bytes.subarray(startOf(tree, node), endOf(tree, node)));

describe('scanning JSON', () => {
  it('finds each value where it stands', () => {
    const tree = scan('{ "a": [1, "tw\\"o", {"b": null}], "c": true }');
    const items = itemsOf(tree, memberOf(tree, 0, 'a') ?? -1);
    expect(items.map((item) => sliceOf(tree, item))).toEqual(['1', '"tw\\"o"', '{"b": null}']);
    expect(sliceOf(tree, memberOf(tree, 0, 'c') ?? -1)).toBe('true');
    expect(tree.brokenAt).toBe(tree.bytes.length);
  });

  it('takes the last of repeated keys, and lists them all', () => {
    const tree = scan('{"a":1,"a":2}');
    expect(sliceOf(tree, memberOf(tree, 0, 'a') ?? -1)).toBe('2');
    expect(membersOf(tree, 0)).toHaveLength(2);
  });

  it('ends what was open where a body was cut', () => {
    const tree = scan('{"a":[{"b":"half');
    expect(kindOf(tree, 0)).toBe('object');
    expect(endOf(tree, 0)).toBe(tree.bytes.length);
    expect([tree.isCut, scan('{"a":{"b":1}').isCut, scan('{"a":{"b":1}}').isCut]).toEqual([true, true, false]);
    const [item] = itemsOf(tree, memberOf(tree, 0, 'a') ?? -1);
    expect(sliceOf(tree, memberOf(tree, item ?? -1, 'b') ?? -1)).toBe('"half');
  });

  it('says where a text stops being JSON', () => {
    expect(scan('{"a":1} and more').brokenAt).toBe(8);
    expect(scan('hello').nodeCount).toBeLessThanOrEqual(1);
    expect(scan('').nodeCount).toBe(0);
  });

  it('reads a hundred thousand levels without recursion', () => {
    const depth = 100_000;
    const tree = scan('['.repeat(depth) + ']'.repeat(depth));
    expect(tree.nodeCount).toBe(depth);
    expect(endOf(tree, 0)).toBe(2 * depth);
  });

  it('agrees with JSON.parse on every JSON text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const tree = scan(JSON.stringify(value, null, indent));
        expect(tree.brokenAt).toBe(tree.bytes.length);
        expect(rebuilt(tree, 0)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 200 },
    );
  });

  it('never throws and keeps children inside their parents, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.string({ unit: fc.constantFrom(...'{}[]",:\\ a1') }), (bytes, text) => {
        for (const tree of [scanJson(bytes), scan(text)]) {
          for (let node = 0; node < tree.nodeCount; node += 1) {
            expect(startOf(tree, node)).toBeLessThan(endOf(tree, node));
            for (const item of itemsOf(tree, node)) expect(endOf(tree, item)).toBeLessThanOrEqual(endOf(tree, node));
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

function rebuilt(tree: JsonTree, node: number): unknown {
  if (kindOf(tree, node) === 'array') return itemsOf(tree, node).map((item) => rebuilt(tree, item));
  if (kindOf(tree, node) !== 'object') return JSON.parse(sliceOf(tree, node));
  return Object.fromEntries(membersOf(tree, node).map(({ key, value }) => [JSON.parse(sliceOf(tree, key)), rebuilt(tree, value)]));
}
