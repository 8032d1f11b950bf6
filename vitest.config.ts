import { configDefaults, defineConfig } from 'vitest/config';

/**
 * Two lanes, chosen by the file's suffix: `*.test.ts` must stay quick enough to run at every save;
 * `*.slow.test.ts` builds a city, runs ensembles or starts processes. `*.spec.ts` is Playwright's.
 */
const everywhere = [...configDefaults.exclude, 'dist/**', 'data/**'];

export default defineConfig({
  test: {
    // Each test file states what it needs; nothing leaks between files.
    globals: false,
    restoreMocks: true,
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'fast',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...everywhere, '**/*.slow.test.ts'],
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['**/*.slow.test.ts'],
          exclude: everywhere,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Slow tests measure and load the machine; two at once would disturb each other.
          fileParallelism: false,
        },
      },
    ],
  },
});
