/**
 * `crop`: resized until it just covers the input, and cropped around its centre, as torchvision's `Resize` and `CenterCrop` do;
 * `squash`: resized to the input whatever its shape; `letterbox`: resized to just fit into it, the rest filled.
 */
export const FITS = ['crop', 'squash', 'letterbox'] as const;
export type Fit = (typeof FITS)[number];
