import { defineConfig } from 'vitest/config';

// The app is built, and its Electron made ready, by scripts/test.mjs, which also gives the tests their private machine.
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    // One app after the other: each has the whole machine, its display and its certificate store.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
