import { defineConfig } from 'vitest/config';

const TEN_MINUTES = 600_000;

/** What others see of the built package: `npm run test:consumers`. */
export default defineConfig({
  test: {
    include: ['test/consumers/**/*.test.ts'],
    globalSetup: 'test/consumers/pack.ts',
    testTimeout: TEN_MINUTES,
    hookTimeout: TEN_MINUTES,
  },
});
