import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { filesHolding } from '../../../test-support/files-holding.ts';
import { bytes, closed, connected, RecorderTests } from '../../../test-support/recorder-under-test.ts';

const tests = new RecorderTests();

describe('a credential of a head', () => {
  it('is kept nowhere when it stands where a method belongs', async () => {
    const key = `sk-ant-${drawn()}`;
    const { tell, reads, stored } = await tests.record();
    tell(connected(), bytes('client', `GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello${key} / HTTP/1.1\r\n\r\n`), closed());
    await stored();
    await expect.poll(() => reads().listRows({ limit: 5 }).total).toBe(2);
    expect(reads().listRows({ limit: 5 }).rows.map(({ method }) => method)).toEqual([`sk-ant-${'*'.repeat(key.length - 7)}`, 'GET']);
    expect(await filesHolding(tests.folder, [key])).toEqual([]);
  });
});

/** Letters and digits as no rule knows them. */
function drawn(): string {
  return `q4${randomBytes(24).toString('hex')}`;
}
