/** What links may say instead of an address: each with what it is, for a page that is served at `origin`. */

export interface LinkedAddress {
  readonly title: string;
  readonly text: string;
  /** `own`: of this page's origin; `foreign`: waits for a press; `refused`: never fetched. */
  readonly kind: 'own' | 'foreign' | 'refused';
}

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const addresses = (
  origin: string,
): readonly (readonly [title: string, text: string, kind: LinkedAddress['kind']])[] => {
  const { host, hostname, protocol } = new URL(origin);
  return [
    ['another host', 'https://foreign.example/a.png', 'foreign'],
    ['another host without encryption', 'http://foreign.example/a.png', 'foreign'],
    ['another host by its number', 'http://192.0.2.1/a.png', 'foreign'],
    ['another host by IPv6', 'http://[2001:db8::1]/a.png', 'foreign'],
    ['another port of this host', `${protocol}//${hostname}:9/a.png`, 'foreign'],
    ['this host by another scheme', `${protocol === 'http:' ? 'https' : 'http'}://${hostname}/a.png`, 'foreign'],
    ['no scheme', '//foreign.example/a.png', 'foreign'],
    ['no scheme, three slashes', '///foreign.example/a.png', 'foreign'],
    ['backslashes', '\\\\foreign.example\\a.png', 'foreign'],
    ['a slash and a backslash', '/\\foreign.example/a.png', 'foreign'],
    ['a scheme without slashes', 'https:foreign.example/a.png', protocol === 'https:' ? 'own' : 'foreign'],
    ['a tab in the scheme', 'ht\ttps://foreign.example/a.png', 'foreign'],
    ['a newline in the host', 'https://foreign\n.example/a.png', 'foreign'],
    ['spaces around it', '  https://foreign.example/a.png  ', 'foreign'],
    ['a host of another script', 'https://bücher.example/a.png', 'foreign'],
    ['punycode', 'https://xn--bcher-kva.example/a.png', 'foreign'],
    ['this host as the name of a user', `https://${hostname}@foreign.example/a.png`, 'refused'],
    ['a user and a password', 'https://user:password@foreign.example/a.png', 'refused'],
    ['this host as a subdomain', `https://${hostname}.foreign.example/a.png`, 'foreign'],
    ['a very long path', `https://foreign.example/${'a'.repeat(5000)}.png`, 'foreign'],
    ['a very long host', `https://${'a'.repeat(5000)}.example/a.png`, 'refused'],
    ['data', PIXEL, 'refused'],
    ['data in capitals', `DATA${PIXEL.slice(4)}`, 'refused'],
    ['a script', 'javascript:throw new Error("run")', 'refused'],
    ['a script with a newline in its scheme', 'java\nscript:throw new Error("run")', 'refused'],
    ['a blob', `blob:${origin}/00000000-0000-4000-8000-000000000000`, 'refused'],
    ['a file', 'file:///etc/passwd', 'refused'],
    ['a scheme nobody knows', 'foreign:a.png', 'refused'],
    ['markup', '"><img src="https://foreign.example/a.png">', 'own'],
    ['an IPv6 host that does not end', 'http://[', 'refused'],
    ['a port that is none', 'http://foreign.example:99999/a.png', 'refused'],
    ['escapes that are none', '%E0%A4%A', 'own'],
    ['out of this folder', '../../../nothing-here.png', 'own'],
    ['nothing', '', 'own'],
    ['this host, nothing there', `${protocol}//${host}/nothing-here.png`, 'own'],
  ];
};

export const linkedAddresses = (origin: string): readonly LinkedAddress[] =>
  addresses(origin).map(([title, text, kind]) => ({ title, text, kind }));
