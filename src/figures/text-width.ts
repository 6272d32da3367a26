/** Widths of letters in a sans-serif face, in ems, on the generous side: the host page's font is not known here. */
const WIDE = /[mwMW@%]/;
const NARROW = /[ijlft.,:;|'·!()[\]  ]/;
const CAPITAL = /[A-Z]/;

/** About how wide a line of text is, in pixels. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const letter of text)
    ems += WIDE.test(letter) ? 0.86 : NARROW.test(letter) ? 0.33 : CAPITAL.test(letter) ? 0.68 : 0.6;
  return ems * size;
}

/** Breaks a sentence into lines that fit. */
export function wrapText(text: string, width: number, size: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines.at(-1)!} ${word}` : word;
    if (lines.length && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
