// `npm start [-- --port 4000] [--host] [--mode isolated]`: serves the article, says where, and opens it where it can.
import { parseArgs } from 'node:util';
import { createServer } from 'vite';

const { values } = parseArgs({
  options: { port: { type: 'string' }, host: { type: 'boolean' }, mode: { type: 'string' } },
});

const hasScreen =
  ['darwin', 'win32'].includes(process.platform) || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

const server = await createServer({
  ...(values.mode && { mode: values.mode }),
  clearScreen: false,
  server: {
    ...(values.port && { port: Number(values.port) }),
    ...(values.host && { host: true }),
    open: hasScreen && !process.env.CI,
  },
});
await server.listen();
const { local = [], network = [] } = server.resolvedUrls ?? {};
console.log(`MobileNet Explorer is at ${[...local, ...network].join(' and ')}  (Ctrl+C ends it)`);
