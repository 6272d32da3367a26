import { createApp } from 'vue';
import Network from './Network.vue';

createApp(Network).mount('#app');
