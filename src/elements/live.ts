/** Elements that show nothing before a network runs: chunks of their own, which the first drawing does not wait for. */
void import('./net-activations.js');
void import('./net-image.js');
