/**
 * What loads before any weights, in bytes as the package holds them: the code of the worker with the wasm backend, and the
 * binary that most browsers take. A bar adds them up before they have come; `npm run size` tells where they are wrong.
 */
export const CODE_BYTES = 295_000;
export const WASM_BYTES = 849_000;
