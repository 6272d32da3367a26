'use client';
import 'mobilenet-explorer';

/** Alive in the browser; on the server the import does nothing. */
export function Network() {
  return (
    <net-model preset="post" image="frog">
      <p>
        In the browser: <net-value of="parameters"></net-value> parameters.
      </p>
      <net-graph></net-graph>
      <net-image></net-image>
      <net-activations></net-activations>
    </net-model>
  );
}
