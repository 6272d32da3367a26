// The second half of `npm run test:consumers`: what others see of the package as it is built now. Arguments choose files.
import { runVitest } from './run-vitest.mjs';

const { ok, bad } = await runVitest(process.argv.slice(2), { config: 'vitest.consumers.config.ts' });
console.log(`${ok} passed, ${bad} failed`);
process.exit(bad === 0 && ok > 0 ? 0 : 1);
