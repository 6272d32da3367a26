/** The address under which the browser shows a file; one at a time, given back with the next. */
export class ObjectAddress {
  private blob: Blob | undefined;
  private address = '';

  of(image: Blob | string): string {
    if (typeof image === 'string') return image;
    if (image === this.blob) return this.address;
    this.release();
    this.blob = image;
    return (this.address = URL.createObjectURL(image));
  }

  release(): void {
    if (this.blob) URL.revokeObjectURL(this.address);
    this.blob = undefined;
  }
}
