import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@proviso/source'] },
  ssr: { resolve: { conditions: ['@proviso/source'] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'spec/**/*.test.ts',
      'e2e/**/*.test.ts',
      'conformance/**/*.test.ts',
      'bench/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    testTimeout: 60_000,
  },
});
