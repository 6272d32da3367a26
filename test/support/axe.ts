import type axe from 'axe-core';
import axeAddress from 'axe-core/axe.min.js?url';
import { until, type Page } from './page.js';

/** A theme changes colours and nothing else, so these are all that can differ in the dark. */
export const COLOUR_RULES: axe.RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

/** What axe finds in a whole page. */
export async function violationsIn({ document, window }: Page, rules: axe.RunOptions = {}): Promise<string[]> {
  if (!('axe' in window)) {
    const script = document.createElement('script');
    script.src = axeAddress;
    document.head.append(script);
    await new Promise((resolve) => script.addEventListener('load', resolve, { once: true }));
  }
  // Colours pass to another theme in a moment, which on a busy machine can be long.
  await until(() => !document.getAnimations().some((animation) => 'transitionProperty' in animation), 'the colours');
  const { axe: run } = window as unknown as { axe: typeof axe };
  const { violations } = await run.run(document, { resultTypes: ['violations'], ...rules });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.flat().join(' ')} ${any[0]?.message ?? ''}`),
  );
}
