// Finds a Chromium for tests and benchmarks: CHROME_PATH, else an installed Chrome or Chromium, else the one that
// npm brings (@sparticuz/chromium, Linux x64), unpacked once into node_modules/.cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Launcher } from 'chrome-launcher';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function installed() {
  try {
    return Launcher.getInstallations()[0];
  } catch {
    return undefined; // it throws when there is none
  }
}

/** @param {string} home */
function fontsConf(home) {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${home}/fonts</dir><cachedir>${home}/fontcache</cachedir></fontconfig>`;
}

/**
 * Unpacks the npm package's Chromium into `home`. It unpacks into os.tmpdir() and takes no lock, so it is given a
 * private directory, which is then renamed as a whole.
 * @param {string} home
 */
async function unpack(home) {
  mkdirSync(dirname(home), { recursive: true });
  const scratch = mkdtempSync(`${home}.`);
  const before = { ...process.env };
  // As on AWS Lambda, it then also unpacks libnss3 and the other libraries that a bare machine lacks.
  Object.assign(process.env, { TMPDIR: scratch, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' });
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
  } finally {
    for (const key of Object.keys(process.env)) if (!(key in before)) delete process.env[key];
    Object.assign(process.env, before);
  }
  writeFileSync(join(scratch, 'fonts.conf'), fontsConf(home)); // its own names a folder that is not there
  try {
    renameSync(scratch, home);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    if (!existsSync(home)) throw error; // else another process was first
  }
}

async function fromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const manifest = join(root, 'node_modules/@sparticuz/chromium/package.json');
  if (!existsSync(manifest)) return undefined;
  const home = join(root, 'node_modules/.cache', `chromium-${JSON.parse(readFileSync(manifest, 'utf8')).version}`);
  if (!existsSync(home)) await unpack(home);
  const path = join(home, 'chromium');
  const runs = () => spawnSync(path, ['--version', '--no-sandbox']).status === 0;
  if (!runs()) {
    process.env.LD_LIBRARY_PATH = [join(home, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
    if (!runs()) return undefined;
  }
  // With no font at all, Chromium crashes on the first text that it draws.
  if (!existsSync('/etc/fonts/fonts.conf')) process.env.FONTCONFIG_FILE ??= join(home, 'fonts.conf');
  return path;
}

/** @returns {Promise<{path: string, from: string}>} */
export async function findBrowser() {
  if (process.env.CHROME_PATH) return { path: process.env.CHROME_PATH, from: 'CHROME_PATH' };
  const own = installed();
  if (own) return { path: own, from: 'installed' };
  const npm = await fromNpm();
  if (npm) return { path: npm, from: '@sparticuz/chromium' };
  throw new Error(
    'Found no browser: install Chrome or Chromium (on Debian: apt-get install chromium), or name one in CHROME_PATH.',
  );
}

/** Tests load only loopback pages; root, containers and the npm build have no usable sandbox. */
export const browserArgs = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage', // containers give it 64 MB
  '--enable-unsafe-swiftshader',
  '--use-gl=angle',
  '--use-angle=swiftshader',
];
