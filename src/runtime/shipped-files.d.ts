// What `shippedFiles` of scripts/vite-plugins.ts makes of a binary.

declare module '*?hex' {
  const text: string;
  export default text;
}
