import { createRoot } from 'react-dom/client';
import { Network } from './network.js';

createRoot(document.getElementById('app')!).render(<Network />);
