import { defineConfig } from 'vitest/config';
import { shippedFiles } from './scripts/vite-plugins.js';
import { nodeTests } from './scripts/test-files.mjs';

const TEN_MINUTES = 600_000;

export default defineConfig({
  plugins: [shippedFiles()],
  test: {
    include: nodeTests,
    isolate: false, // no test changes what others share, so that each process reads the sources once
    testTimeout: TEN_MINUTES, // ends what hangs; how long a test takes is the machine's affair
    hookTimeout: TEN_MINUTES,
    server: { deps: { inline: [/@tensorflow/] } }, // its ES modules, as in the page
  },
});
