/**
 * A connection that loses things, for tests of what a page says then. A page names in its cookie `lose` what it is not to
 * get, separated by blanks: `/a.ts` is lost under any query, `/a.ts?` only without one. The server answers 503; with `drop:`
 * before the name it hangs up. Other pages are not concerned: each test file has cookies of its own.
 * @type {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]}
 */
export async function losing(ctx, next) {
  const found = namesIn(ctx.headers.cookie).find((name) => isMeant(name.replace(/^drop:/, ''), ctx.path, ctx.search));
  if (!found) return next();
  ctx.respond = false; // else the runner would let browsers keep the answer for a year
  if (found.startsWith('drop:')) ctx.res.destroy();
  else ctx.res.writeHead(503).end();
}

/** @param {string | undefined} cookie */
const namesIn = (cookie) => decodeURIComponent(/(?:^|; )lose=([^;]*)/.exec(cookie ?? '')?.[1] ?? '').split(' ');

/** @param {string} name @param {string} path @param {string} search */
const isMeant = (name, path, search) => (name.endsWith('?') ? name === `${path}?` && !search : name === path);
