/** Something that wants to stand at a place and takes room around it. */
export interface Wish {
  readonly at: number;
  readonly size: number;
}

interface Cluster {
  readonly members: readonly number[];
  readonly size: number;
  /** Where its first edge is best. */
  start: number;
}

/**
 * Places for things in a line that must not overlap, each as near to its wish as the others allow: those in each other's
 * way close up around their common middle. Centres, in the order of the wishes; they leave `low` to `high` only where
 * there is not room for all.
 */
export function spreadApart(wishes: readonly Wish[], low: number, high: number): readonly number[] {
  const order = wishes.map((_, index) => index).sort((a, b) => wishes[a]!.at - wishes[b]!.at || a - b);
  const clusters: Cluster[] = [];
  for (const index of order) {
    let next: Cluster = clusterOf([index], wishes, low, high);
    while (clusters.length && clusters.at(-1)!.start + clusters.at(-1)!.size > next.start)
      next = clusterOf([...clusters.pop()!.members, ...next.members], wishes, low, high);
    clusters.push(next);
  }
  return centresIn(clusters, wishes);
}

function clusterOf(members: readonly number[], wishes: readonly Wish[], low: number, high: number): Cluster {
  let [size, best] = [0, 0];
  for (const index of members) {
    const wish = wishes[index]!;
    best += wish.at - wish.size / 2 - size;
    size += wish.size;
  }
  const start = Math.max(low, Math.min(high - size, best / members.length));
  return { members, size, start };
}

function centresIn(clusters: readonly Cluster[], wishes: readonly Wish[]): readonly number[] {
  const centres = wishes.map(({ at }) => at);
  for (const { members, start } of clusters) {
    let edge = start;
    for (const index of members) {
      centres[index] = edge + wishes[index]!.size / 2;
      edge += wishes[index]!.size;
    }
  }
  return centres;
}
