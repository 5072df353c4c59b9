import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Rooms without processes, files and globals of their own: their tests leave nothing behind that another could meet. */
const pureRooms = 'src/{domain,contract,renderer}/**/*.test.{ts,tsx}';
/** A step of its own in scripts/test.mjs. */
const layers = 'scripts/layers.test.ts';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Vitest's own second fails what is merely slow on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    // Without this it is one less than there are cores: on two, one file after the other. Many of them wait more than they work.
    maxWorkers: 1 + Math.max(2, availableParallelism()),
    projects: [
      {
        extends: true,
        // In processes that are kept from file to file: a new one for each, which reads the same modules again, takes twice the processor time.
        test: { name: 'pure', include: [pureRooms], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'test-support/**/*.test.ts'],
          exclude: [pureRooms, layers],
          // The threads always run from the build, also under test.
          globalSetup: ['test-support/build-once.ts'],
        },
      },
      { extends: true, test: { name: 'layers', include: [layers] } },
    ],
  },
});
