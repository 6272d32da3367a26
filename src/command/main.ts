#!/usr/bin/env node
import { existsSync, openAsBlob, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import process from 'node:process';
import { run } from './run.js';
import { UsageError } from './usage-error.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const { code, output, error } = await run(
  process.argv.slice(2),
  {
    exists: (path) => existsSync(path) && statSync(path).isFile(),
    async open(path) {
      try {
        return new File([await openAsBlob(path)], basename(path));
      } catch (cause) {
        throw new UsageError(`${path}: expected a file that can be read, got ${(cause as Error).message}`);
      }
    },
  },
  version,
);
process.stderr.write(error);
process.stdout.write(output);
process.exitCode = code;
