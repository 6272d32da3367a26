/** Packs the package as npm would publish it, once for all tests, and unpacks it as npm would install it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packInto } from '../../scripts/pack.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of an empty project that has the package in its node_modules, and nothing else. */
    project: string;
  }
}

export default function pack({ provide }: TestProject): () => void {
  const project = mkdtempSync(join(tmpdir(), 'mobilenet-explorer-'));
  const place = join(project, 'node_modules', 'mobilenet-explorer');
  mkdirSync(place, { recursive: true });
  execFileSync('tar', ['-xzf', packInto(project), '-C', place, '--strip-components=1']);
  provide('project', project);
  return () => rmSync(project, { recursive: true });
}
