import { weightsOf, type NameScheme, type Network } from '../core/index.js';

/** Whose names a scheme has, as a reader sees it. */
export const SCHEME_TITLES: Readonly<Record<NameScheme, string>> = {
  torchvision: 'torchvision',
  timm: 'timm',
  keras: 'Keras',
  post: 'the CIFAR-10 listing',
};

/** The schemes that have a name for every layer of a network that has weights. */
export const schemesNaming = ({ nodes }: Network): readonly NameScheme[] =>
  (Object.keys(SCHEME_TITLES) as NameScheme[]).filter((scheme) =>
    nodes.every((node) => !weightsOf(node).length || node.names[scheme] !== undefined),
  );
