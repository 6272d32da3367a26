#!/usr/bin/env node
import { existsSync, openAsBlob, statSync } from 'node:fs';
import { basename } from 'node:path';
import process from 'node:process';
import { run } from './run.js';
import { UsageError } from './usage-error.js';

const { code, output, error } = await run(process.argv.slice(2), {
  exists: (path) => existsSync(path) && statSync(path).isFile(),
  async open(path) {
    try {
      return new File([await openAsBlob(path)], basename(path));
    } catch (cause) {
      throw new UsageError(`${path}: expected a file that can be read, got ${(cause as Error).message}`);
    }
  },
});
process.stderr.write(error);
process.stdout.write(output);
process.exitCode = code;
