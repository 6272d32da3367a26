/**
 * Lets whatever waits happen: messages, clicks, frames. A timer would wait 4 ms, and a second in a page in the background;
 * a frame would never come there.
 */
export function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
