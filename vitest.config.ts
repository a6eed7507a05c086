import { defineConfig } from 'vitest/config'

// Limits for machines that are busy with something else: browsers, builds and killed processes wait for them.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/install-browsers.ts', 'test/support/demo-site.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
