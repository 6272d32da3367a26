// What `shippedFiles` of scripts/vite-plugins.ts makes of a folder of public/: its files by their names.

declare module '*?shipped' {
  /** JSON as its value, a small file in base64, a large one in parts. */
  const files: Readonly<Record<string, unknown>>;
  export default files;
}

declare module '*?each' {
  /** What loads each file. */
  const files: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>>;
  export default files;
}
