import { mount } from 'svelte';
import Network from './Network.svelte';

mount(Network, { target: document.getElementById('app') });
