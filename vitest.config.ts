import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'test-support/**/*.test.ts'],
    // The threads always run from the build, also under test.
    globalSetup: ['test-support/build-once.ts'],
    testTimeout: 30_000,
  },
});
