import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the app before the first test, so that the threads the tests start are those of the source as it stands. */
export default function buildOnce(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}
