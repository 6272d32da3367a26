import { html } from 'lit';
import type { Scene } from '../../figures/scene.js';
import { printSign } from '../shared/print-scene.js';

/** A sign and what it stands for. */
export const renderKey = (scene: Scene) => html`<li>${printSign(scene)} ${scene.title}</li>`;
