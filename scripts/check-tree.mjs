// The second half of `npm run lint`: what is committed must mean the same on any machine.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const folders = ['home', 'mnt', 'root', 'tmp', 'Users', 'work'].join('|');
const rules = [
  { text: 'names a folder of one machine', form: new RegExp(String.raw`(?<![\w.*)\]}])/(?:${folders})/`) },
  { text: 'names a package registry', form: /https?:\/\/(?:registry|npm)\./ },
];

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file && existsSync(file));
const problems = files.flatMap((file) => [...findings(file, readFileSync(file))]);

for (const problem of problems) console.error(problem);
console.log(`${files.length} files looked at, ${problems.length} that mean something else on another machine`);
process.exit(problems.length ? 1 : 0);

/** @param {string} file @param {Buffer} bytes */
function* findings(file, bytes) {
  if (bytes.includes(0)) return; // no text
  for (const [index, line] of bytes.toString('utf8').split('\n').entries()) {
    for (const { text, form } of rules)
      if (form.test(line)) yield `${file}:${index + 1} ${text}: ${line.trim().slice(0, 80)}`;
    if (file === 'package-lock.json' && line.includes('"resolved":'))
      yield `${file}:${index + 1} holds an address: keep .npmrc, and write the lock file again`;
  }
}
