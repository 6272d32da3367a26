/** What is shown of the selected node: its channels and weights, its costs, what it does. */
export const tabs = ['look', 'count', 'explain'] as const;

export type Tab = (typeof tabs)[number];

/** A reader chose a tab; it stays inside `<net-explorer>`. */
export class TabChooseEvent extends Event {
  static readonly type = 'tab-choose';
  constructor(readonly tab: Tab) {
    super(TabChooseEvent.type);
  }
}
