import { describe, expect, it } from 'vitest';
import { Loading } from '../../src/explorer/loading.js';

describe('Loading', () => {
  it('adds up what loads, and knows the sum before the first byte', () => {
    const loading = new Loading();
    loading.expect('weights', 4000);
    loading.advance('engine', { loaded: 0, total: 700 });
    expect(loading.progress).to.deep.equal({ loaded: 0, total: 4700 });
    loading.advance('engine', { loaded: 700, total: 700 });
    loading.advance('weights', { loaded: 1000, total: 0 }); // a server that does not say
    expect(loading.progress).to.deep.equal({ loaded: 1700, total: 4700 });
  });

  it('promises no sum while one part does not know its own', () => {
    const loading = new Loading();
    loading.advance('engine', { loaded: 300, total: 700 });
    loading.expect('weights', NaN);
    expect(loading.progress).to.deep.equal({ loaded: 300, total: 0 });
    loading.advance('weights', { loaded: 10, total: 100 });
    expect(loading.progress).to.deep.equal({ loaded: 310, total: 800 });
  });

  it('begins anew', () => {
    const loading = new Loading();
    loading.advance('engine', { loaded: 700, total: 700 });
    loading.clear();
    expect(loading.progress).to.deep.equal({ loaded: 0, total: 0 });
  });
});
