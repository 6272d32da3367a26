/** As in package.json: a saved figure says what drew it. A test compares the two. */
export const VERSION = '0.1.0';
