// Packs the package as npm would publish it, as it is built now.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** @param {string} folder where the tarball goes @returns {string} its path */
export function packInto(folder) {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(
    execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  return join(folder, filename);
}
