import { describe, expect, it } from 'vitest';
import { attributeOf, FamilyRegister, networks, type Family } from '../../src/core/index.js';
import { signColour, signPath } from '../../src/figures/accuracy-scatter.js';
import { vgg16 } from '../support/vgg-16.js';

const [mobilenetV2] = networks as [Family, ...Family[]];

const listed = (load: () => Promise<{ vgg16: Family }>) => ({
  id: vgg16.id,
  title: vgg16.title,
  attributes: vgg16.options.map(({ name }) => attributeOf(name)).join(' '),
  load,
});

const rejection = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => '',
    (error: Error) => error.message,
  );

const thrown = (act: () => unknown): string => {
  try {
    act();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a register of families', () => {
  it('names a family that is not here yet, and builds it once it is', async () => {
    const register = new FamilyRegister([mobilenetV2, listed(() => Promise.resolve({ vgg16 }))]);
    expect(register.all.map(({ title }) => title)).to.deep.equal(['MobileNetV2', 'VGG-16']);
    expect(register.needsLoading('vgg-16')).to.equal(true);
    expect(thrown(() => register.build('vgg-16'))).to.match(/^network vgg-16: expected a family that is loaded/);
    expect(await register.load('vgg-16')).to.equal(vgg16);
    expect(register.needsLoading('vgg-16')).to.equal(false);
    expect(register.build('vgg-16', { classes: 10 }).outputShape).to.deep.equal([1, 1, 10]);
    expect(register.all.map(({ id }) => id)).to.deep.equal(['mobilenet-v2', 'vgg-16']);
  });

  it('says which family did not come, and tries again when it is asked again', async () => {
    let attempts = 0;
    const load = (): Promise<{ vgg16: Family }> =>
      attempts++ ? Promise.resolve({ vgg16 }) : Promise.reject(new Error('the network is down'));
    const register = new FamilyRegister([listed(load)]);
    expect(await rejection(register.load('vgg-16'))).to.match(/^network vgg-16: .*the network is down/);
    expect(await register.load('vgg-16')).to.equal(vgg16);
  });

  it('says which families there are where one is asked for that is not', async () => {
    const register = new FamilyRegister([mobilenetV2]);
    expect(thrown(() => register.of('lenet'))).to.equal('network "lenet": expected one of mobilenet-v2');
    expect(await rejection(register.load('lenet'))).to.equal('network "lenet": expected one of mobilenet-v2');
    expect(register.needsLoading('lenet')).to.equal(false);
  });

  it('has the families of the one below it, which sees nothing of what is added above', async () => {
    const shared = new FamilyRegister([mobilenetV2, listed(() => Promise.resolve({ vgg16 }))]);
    const [one, other] = [new FamilyRegister([], shared), new FamilyRegister([], shared)];
    one.add({ ...vgg16, id: 'mine' });
    expect(one.all.map(({ id }) => id)).to.deep.equal(['mobilenet-v2', 'vgg-16', 'mine']);
    expect(one.of('mine').id).to.equal('mine');
    for (const register of [shared, other]) expect(thrown(() => register.of('mine'))).to.match(/expected one of/);
    await one.load('vgg-16');
    expect(other.needsLoading('vgg-16')).to.equal(false);
  });
});

describe('a family in the scatter', () => {
  it('has a sign of its own, however many there are', () => {
    const signs = Array.from({ length: 40 }, (_, family) => `${signColour(family)} ${signPath(family, 9)}`);
    expect(new Set(signs).size).to.equal(signs.length);
  });
});
