/** The numbers that the table of layers has of each, and can be ordered by. */
export const tableColumns = ['output', 'parameters', 'operations', 'ratio'] as const;

export type TableColumn = (typeof tableColumns)[number];
