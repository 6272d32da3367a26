import { buildNetwork, countParameters } from 'mobilenet-explorer/core';
import { Network } from './network.js';

/** Rendered on the server: the number stands in the page before any script. */
export default function Page() {
  const parameters = countParameters(buildNetwork('mobilenet-v2', { preset: 'post' }), 'torchvision');
  return (
    <>
      <h1>A network in Next</h1>
      <p>It has {parameters.toLocaleString('en')} parameters, counted on the server.</p>
      <Network />
    </>
  );
}
