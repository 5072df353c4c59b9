import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const lockFile = z.object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional() })) });

// A user's own settings may leave it out. npm then asks the registry for each of six hundred packages before it loads any: half a minute of every fresh set-up.
it('the lock file says where each package lies', () => {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')));
  const without = Object.entries(packages).filter(([place, { resolved }]) => place !== '' && !resolved?.startsWith('https://registry.npmjs.org/'));
  expect(without).toEqual([]);
});
