import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['test/**/*.test.ts'], globalSetup: 'test/support/install-chromium.ts', testTimeout: 30_000 },
})
