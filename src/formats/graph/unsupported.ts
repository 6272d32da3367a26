/** An operation, or a setting of one, that we cannot follow: it is drawn as unknown. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}
