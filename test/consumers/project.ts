/** Empty projects that have the package from its tarball, and tools from npm. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';

type Texts = Readonly<Record<string, string>>;

/** One installation, in whose folder several projects may lie. */
export class Installation {
  private readonly root = mkdtempSync(join(tmpdir(), 'mobilenet-consumers-'));

  constructor(versions: Texts) {
    const place = join(inject('project'), 'node_modules', 'mobilenet-explorer');
    const manifest = { private: true, dependencies: { 'mobilenet-explorer': `file:${place}`, ...versions } };
    writeFileSync(join(this.root, 'package.json'), JSON.stringify(manifest));
    const args = ['install', '--install-links', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', args, { cwd: this.root, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  /** Makes a project of these files, and gives its folder. */
  make(name: string, files: Texts): string {
    const project = join(this.root, name);
    const manifest = JSON.stringify({ private: true, type: 'module', name });
    for (const [file, text] of Object.entries({ 'package.json': manifest, ...files })) {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), text);
    }
    return project;
  }

  /** The command of an installed tool. */
  tool(name: string): string {
    return join(this.root, 'node_modules', '.bin', name);
  }

  /** Runs a tool in a project; what it complains of is printed, with what it throws. */
  run(project: string, [tool = '', ...args]: readonly string[]): void {
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1' };
    execFileSync(tool === 'npm' ? tool : this.tool(tool), args, {
      cwd: project,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
