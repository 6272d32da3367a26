/// <reference types="mobilenet-explorer/preact" />
/** @jsxImportSource preact */

export const page = (
  <net-model network="resnet" depth={50} class="wide">
    <net-graph detail="blocks" measure="none" onnet-select={(event) => event.path} />
    <net-value of="parameters" />
  </net-model>
);

// @ts-expect-error a value that the attribute does not have
export const wrong = <net-graph detail="nope" />;
