/** The browser reports tasks of 50 ms and more; 0 is none of them. Tasks that began before do not count. */
export function watchLongTasks(): { stop(): Promise<number> } {
  const start = performance.now();
  const found: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => found.push(...list.getEntries()));
  observer.observe({ entryTypes: ['longtask'] });
  return {
    async stop() {
      await new Promise((resolve) => setTimeout(resolve, 200)); // entries come a moment later
      found.push(...observer.takeRecords());
      observer.disconnect();
      return Math.max(0, ...found.filter(({ startTime }) => startTime >= start).map(({ duration }) => duration));
    },
  };
}
