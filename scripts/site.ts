/** The site's pages: the frame around each, and those of the elements, which are made from ELEMENTS.md and an example each. */
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { marked } from 'marked';
import type { Plugin } from 'vite';
import { examples, type Example } from '../pages/examples.js';

const PAGES = [
  ['index.html', 'The story'],
  ['pages/experiments.html', 'Experiments'],
  ['pages/numbers.html', 'Numbers'],
  ['pages/elements.html', 'Elements'],
  ['pages/embed.html', 'Embed'],
] as const;

const FOLDER = 'pages/elements/';
const pageOf = (tag: string): string => `${FOLDER}${tag}.html`;
const tagOf = (page: string): string | undefined => /^pages\/elements\/(net-[a-z]+)\.html$/.exec(page)?.[1];

interface Chapter {
  readonly title: string;
  readonly text: string;
}

/** ELEMENTS.md, which the build writes from the manifest and the core. */
const chapters = (): readonly Chapter[] =>
  readFileSync('ELEMENTS.md', 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [, title = '', text = ''] = /^(.*)\n([^]*)$/.exec(part) ?? [];
      return { title, text: text.trim() };
    });

const tagIn = ({ title }: Chapter): string | undefined => /^`<(net-[a-z]+)>`$/.exec(title)?.[1];

const tags = (): readonly string[] => chapters().flatMap((chapter) => tagIn(chapter) ?? []);

/** The pages that Vite builds: those that are written, and one for each element. */
export const sitePages = (): readonly string[] => [...PAGES.map(([page]) => page), ...tags().map(pageOf)];

/** What every page has in its head, beside its title. */
const HEAD = `<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/pages/site.css" />
    <script type="module" src="/src/index.ts"></script>`;

const markup = (text: string): string => String(marked.parse(text));

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function exampleOf(tag: string): Example {
  const example = examples[tag];
  if (!example) throw new Error(`pages/examples.ts: expected an example of <${tag}>, got none`);
  return example;
}

function elementPage(tag: string): string {
  const chapter = chapters().find((one) => tagIn(one) === tag);
  if (!chapter) throw new Error(`ELEMENTS.md: expected a chapter of <${tag}>, got none`);
  const [description = '', ...tables] = chapter.text.split('\n\n');
  const { code, room } = exampleOf(tag);
  const heights = `--room: ${room[0]}px; --room-phone: ${room[1]}px`;
  return `<!doctype html>
<html lang="en">
  <head>
    <!-- site: head -->
    <title>&lt;${tag}&gt;: MobileNet Explorer</title>
  </head>
  <body>
    <!-- site: navigation -->
    <main>
      <p class="above"><a href="../elements.html">Elements</a></p>
      <h1><code>&lt;${tag}&gt;</code></h1>
      ${markup(description)}
      <h2>Live</h2>
      <div class="wide example" style="${heights}">${code}</div>
      <pre><code>${escaped(code)}</code></pre>
      <h2>What it offers</h2>
      <div class="wide reference" tabindex="0" role="region" aria-label="What it offers">${markup(tables.join('\n\n'))}</div>
      <p>
        What every element has besides, and the options of each network, are
        <a href="../elements.html#all">among the elements</a>.
      </p>
    </main>
  </body>
</html>
`;
}

/** A line for each element, with a link to its page. */
const elementList = (): string =>
  `<dl class="elements">${chapters()
    .flatMap((chapter) => {
      const tag = tagIn(chapter);
      if (tag === undefined) return [];
      const [first = ''] = /^.*?[.:](?=\s|$)/.exec(chapter.text.replace(/\s+/g, ' ')) ?? [];
      const words = String(marked.parseInline(first.replace(/:$/, '.')));
      return `<dt><a href="elements/${tag}.html"><code>&lt;${tag}&gt;</code></a></dt><dd>${words}</dd>`;
    })
    .join('')}</dl>`;

/** What all elements have, folded by chapter. */
const generalChapters = (): string =>
  chapters()
    .filter((chapter) => tagIn(chapter) === undefined)
    .map(
      ({ title, text }) =>
        `<details class="wide reference"><summary>${String(marked.parseInline(title))}</summary>${markup(text)}</details>`,
    )
    .join('');

/** Links to all pages, relative, so that the site may lie in any folder. */
function navigation(page: string): string {
  const links = PAGES.map(([to, title]) => {
    const isHere = to === page || (to === 'pages/elements.html' && tagOf(page) !== undefined);
    const address = relative(resolve('/', page, '..'), `/${to}`);
    return `<a href="${address}"${isHere ? ' aria-current="page"' : ''}>${title}</a>`;
  });
  return `<nav class="site" aria-label="Pages"><b>MobileNet Explorer</b> ${links.join(' ')}</nav>`;
}

export function site(): Plugin {
  const root = resolve('.');
  const pathOf = (id: string): string => relative(root, id).replaceAll('\\', '/');
  return {
    name: 'site',
    resolveId: (id) => (tagOf(pathOf(resolve(id))) === undefined ? null : resolve(id)),
    load(id) {
      const tag = tagOf(pathOf(id));
      return tag === undefined ? null : elementPage(tag);
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { path }) =>
        html
          .replace('<!-- site: head -->', HEAD)
          .replace('<!-- site: navigation -->', () => navigation(path.replace(/^\//, '')))
          .replace('<!-- site: elements -->', elementList)
          .replace('<!-- site: all elements -->', generalChapters),
    },
    configureServer({ middlewares, transformIndexHtml }) {
      middlewares.use((request, response, next) => {
        const [path = ''] = (request.url ?? '').split('?');
        const tag = tagOf(path.slice(1));
        if (tag === undefined || !tags().includes(tag)) return next();
        transformIndexHtml(path, elementPage(tag)).then((html) => {
          response.setHeader('Content-Type', 'text/html');
          response.end(html);
        }, next);
      });
    },
  };
}
