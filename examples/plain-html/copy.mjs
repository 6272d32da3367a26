// The package's folder for pages, whole, beside the page: what you would copy to your host.
import { cpSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(import.meta.resolve('mobilenet-explorer'));
cpSync(dirname(script), 'mobilenet-explorer', { recursive: true });
