/** Serves a folder as a plain host does: files and nothing else, at the address of its own that it answers with. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

export interface Host {
  /** Ends in a slash. */
  readonly url: string;
  close(): void;
}

export async function serve(folder: string, headers: OutgoingHttpHeaders = {}): Promise<Host> {
  const server = createServer(({ url = '/' }, response) => {
    const path = new URL(url, 'http://host').pathname;
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (path === '/favicon.ico') return void response.writeHead(204).end();
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', ...headers });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => (server.closeAllConnections(), void server.close());
  return { url: `http://127.0.0.1:${port}/`, close };
}
