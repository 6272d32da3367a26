import { html } from 'lit';
import { formatViewBox, type Scene } from '../../figures/scene.js';
import { printShapes } from '../shared/print-scene.js';

/** A sign and what it stands for. */
export const renderKey = (scene: Scene) => {
  const [, , width, height] = scene.viewBox;
  return html`
    <li>
      <svg width=${width} height=${height} viewBox=${formatViewBox(scene)} aria-hidden="true">
        ${printShapes(scene.shapes)}
      </svg>
      ${scene.title}
    </li>
  `;
};
