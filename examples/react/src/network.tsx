import 'mobilenet-explorer/react';
import { useState } from 'react';

/** A network with what is selected in it beside the figure. */
export function Network() {
  const [path, setPath] = useState('');
  return (
    <>
      <h1>A network in React</h1>
      <p>
        It has <net-value for="network" of="parameters" /> parameters.{' '}
        {path ? `Selected: ${path}` : 'Press on a block.'}
      </p>
      <net-model id="network" preset="post" image="frog" onnet-select={(event) => setPath(event.path)}>
        <net-graph />
        <net-image />
        <net-activations />
      </net-model>
    </>
  );
}
