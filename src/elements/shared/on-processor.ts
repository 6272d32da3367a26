/**
 * What draws many tiles stays on the processor: to hand a million pixels to a graphics card for a few that are seen takes
 * longer than to draw those, and much longer where a processor plays the card.
 */
export const ON_PROCESSOR: CanvasRenderingContext2DSettings = { willReadFrequently: true };
