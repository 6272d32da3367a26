import type { Activation, Preprocessing } from '../runtime/index.js';

/** The network's input as a picture again: exactly the pixels that it was given. */
export function inputPicture({ shape, data }: Activation, { mean, std, order }: Preprocessing): ImageData {
  const [height, width, channels] = shape;
  const picture = new ImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const place = order === 'bgr' ? 2 - channel : channel;
      const value = data[pixel * channels + (place % channels)]!;
      picture.data[pixel * 4 + channel] = Math.round((value * std[channel]! + mean[channel]!) * 255);
    }
    picture.data[pixel * 4 + 3] = 255;
  }
  return picture;
}
