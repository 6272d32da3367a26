// Lets `npm start` and `npm test` work right after a clone: installs the locked dependencies where they are missing.
import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @typedef {{version: string, optional?: boolean}} Package */

/** @param {string} file @returns {Record<string, Package>} */
function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return {};
  }
}

const installed = packages('node_modules/.package-lock.json');
const missing = Object.entries(packages('package-lock.json')).some(
  ([path, { version, optional }]) => path && !optional && installed[path]?.version !== version,
);
if (missing) {
  console.log('Installing what package-lock.json lists, once: this takes about a minute.');
  execSync('npm ci --include=dev --no-audit --no-fund', { stdio: 'inherit' });
}
