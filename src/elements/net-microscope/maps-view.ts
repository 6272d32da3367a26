/** Where a value lies, and what it sees: its own channel, the maps before it, the image. */
import { html, nothing } from 'lit';
import type { Network, Place } from '../../core/index.js';
import { colourScale, type Maps } from '../../figures/colour-map.js';
import { receptiveField } from '../../figures/receptive-field.js';
import type { Theme } from '../../figures/tokens.js';
import { nameBeside } from '../../words/arithmetic-words.js';
import type { Activation } from '../../runtime/index.js';
import { pictureOfChannel } from '../shared/map-picture.js';
import type { ValuePinEvent } from '../shared/piece-events.js';
import type { Scope } from './scope-reader.js';
import '../shared/channel-map.js';
import '../shared/field-picture.js';

const mapsOf = ({ shape, data }: Activation): Maps => ({
  height: shape[0],
  width: shape[1],
  channels: shape[2],
  data,
});

const scaleOf = ({ stats }: Activation) => colourScale(stats.min, stats.max);

/** The map before the value, with the window that it reads. */
export const renderWindowMaps = ({ maps, node }: Scope, theme: Theme) =>
  maps.map((map) => {
    const title = `channel ${map.channel} of ${nameBeside(map.node, node.id)}`;
    return html`<figure>
      <net-field-picture
        .picture=${pictureOfChannel(mapsOf(map.activation), 0, scaleOf(map.activation), theme)}
        .field=${map}
        label=${title}
      ></net-field-picture>
      <figcaption>${title}</figcaption>
    </figure>`;
  });

/** The channel that the value stands in: a click or the arrow keys pin another one. */
export function renderOwnMap({ node, place }: Scope, own: Activation, pin: (place: Place | undefined) => void) {
  const [row, column, channel] = place;
  const [height, width] = own.shape;
  const keys = 'Arrow keys move the pin, Escape takes it away.';
  return html`<figure>
    <net-channel-map
      .maps=${mapsOf(own)}
      .scale=${scaleOf(own)}
      .cursor=${[row, column]}
      pinned
      label=${`Channel ${channel} of ${node.id}, ${height} by ${width} values. ${keys}`}
      @value-pin=${({ point }: ValuePinEvent) => pin(point && [point.row, point.column, channel])}
    ></net-channel-map>
    <figcaption>channel ${channel} of ${node.id}</figcaption>
  </figure>`;
}

/** The image, with all that the value sees of it. */
export function renderPhoto(network: Network, { node, place }: Scope, picture: ImageData | undefined) {
  if (!picture) return nothing;
  const field = receptiveField(network, node.id, [place[0], place[1]]);
  return html`<figure>
    <net-field-picture .picture=${picture} .field=${field}></net-field-picture>
    <figcaption>what it sees of the image</figcaption>
  </figure>`;
}
