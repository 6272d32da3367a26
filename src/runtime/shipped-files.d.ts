// What `shippedFiles` of scripts/vite-plugins.ts makes of a binary.

declare module '*?base64' {
  const text: string;
  export default text;
}
