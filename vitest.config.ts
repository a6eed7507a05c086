import { defineConfig } from 'vitest/config'

const PAGES = ['test/browser/**/*.test.ts', 'test/contract/package*.test.ts']
/** Limits for machines that are busy with something else: browsers, builds and killed processes wait for them. */
const PATIENCE = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } }

// What fails soonest comes first. Files share what they import (`isolate: false`), which is most of their start.
export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      { test: { ...PATIENCE, name: 'numbers', include: ['test/numbers/**/*.test.ts'], pool: 'threads', isolate: false } },
      {
        test: {
          ...PATIENCE,
          name: 'library',
          include: ['test/{contract,files}/**/*.test.ts'],
          exclude: PAGES,
          pool: 'forks',
          isolate: false,
        },
      },
      {
        test: {
          ...PATIENCE,
          name: 'pages and packages',
          include: PAGES,
          isolate: false,
          // A browser beside a busy machine may lose a frame or a key; what fails twice is wrong.
          retry: 1,
          globalSetup: ['test/support/install-browsers.ts', 'test/support/shared.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
