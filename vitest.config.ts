import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'test-support/**/*.test.ts'],
    // The threads always run from the build, also under test.
    globalSetup: ['test-support/build-once.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Vitest's own second fails what is merely slow on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    // Without this it is one less than there are cores: on two, one file after the other. Many of them wait more than they work.
    maxWorkers: 1 + Math.max(2, availableParallelism()),
  },
});
