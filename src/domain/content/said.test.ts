import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saidByJson, saidByPlain } from './said.ts';
import { splitBody } from './split-body.ts';

describe('what the texts of a JSON body say', () => {
  it('is each string that is a value, wherever it is cut, and no name of a member', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'é', '"', '\\', '\n', '😀', ' '), minLength: 1, maxLength: 500 });
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 12 }), (values) => {
        const body = Buffer.from(JSON.stringify({ name1: values, name2: values.map((name3) => ({ name3 })) }));
        const said = saidBy(body);
        for (const value of values) expect(said).toContain(value);
        expect(said).not.toContain('name');
      }),
    );
  });

  it('leaves out images and signatures', () => {
    const said = saidBy(Buffer.from(JSON.stringify({ data: 'iVBORw0KGgo'.repeat(100), text: `before ${'QUJD'.repeat(60)} after` })));
    expect(said.split(/\s+/).filter(Boolean)).toEqual(['before', 'after']);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (octets) => typeof saidByJson(octets) === 'string' && typeof saidByPlain(octets) === 'string'));
    expect(saidByPlain(Buffer.from([1, 0, 2]))).toBe('');
    expect(saidByPlain(Buffer.from('<html>moved</html>'))).toBe('<html>moved</html>');
  });
});

function saidBy(body: Uint8Array): string {
  const ends = splitBody(body);
  return ends.map((end, index) => saidByJson(body.subarray(ends[index - 1] ?? 0, end))).join('\n');
}
