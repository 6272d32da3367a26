import { useRef } from 'react';
import type { NetGraph } from 'mobilenet-explorer/react';

export function Page() {
  const graph = useRef<NetGraph>(null);
  return (
    <main>
      <net-explorer url-state preset="paper" width={0.75} resolution="192" class="wide" style={{ color: 'red' }}>
        <img src="mobilenet.png" alt="MobileNetV2, layer by layer" />
      </net-explorer>
      <net-model id="mine" network="resnet" depth={50} pre-activation="true" preActivation stem-stride={2}>
        <net-graph ref={graph} detail="blocks" orientation="vertical" measure="none" noCaption theme="dark" />
        <net-graph resolution={[96, 128]} onnet-select={(event) => graph.current?.fit() ?? event.path} />
      </net-model>
      <net-value key="a" for="mine" of="parameters" exact />
      <net-convolution groups={4} kernel={3} />
      <net-activations show="weights" eager />
      <net-blocks left="resnet" right="mobilenet-v2" left-block="stage1/block1" />
      <net-claims />
      <net-compare by="parameters" max-operations="300M" precision="int8" />
      <net-controls no-tag no-header onnet-options-change={({ options }) => options['width']} />
      <net-detective figure="3.47M" />
      <net-experiment curves="loss" against="arm" />
      <net-export table={() => ({ title: '', columns: [], rows: [] }) as never} />
      <net-formula path="stage1" quantity="macs" />
      <net-image onnet-image-change={({ title }) => title} onnet-error={({ message }) => message} />
      <net-ledger show="open" search="resnet" />
      <net-legend />
      <net-node />
      <net-table convention="torchvision" />
      <net-weights weights="random:7" />
    </main>
  );
}

export const wrong = [
  // @ts-expect-error a value that the attribute does not have
  <net-graph detail="nope" />,
  // @ts-expect-error a direction that there is not
  <net-graph orientation="diagonal" />,
  // @ts-expect-error a network that there is not
  <net-model network="lenet" />,
  // @ts-expect-error a preset that no network has
  <net-model preset="papr" />,
  // @ts-expect-error words where all networks take numbers
  <net-model width="wide" />,
  // @ts-expect-error a depth that no ResNet has
  <net-model depth={51} />,
  // @ts-expect-error what the tag does not take
  <net-graph widht={0.5} />,
  // @ts-expect-error what the event does not have
  <net-graph onnet-select={(event) => event.node} />,
  // @ts-expect-error a tag that there is not
  <net-grpah />,
];
