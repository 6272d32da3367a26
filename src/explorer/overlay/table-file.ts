/** Whether a file is a table of figures, by what it begins with, among weights, models and lists of classes. */

const LONGEST = 4096;

/** JSON that begins with a record, or with the title of a table that a page of ours exports. */
const JSON_TABLE = /^\uFEFF?\s*(?:\[\s*\{|\{\s*"title"\s*:[^{]*"columns"\s*:)/s;
/** Below comments, a line of at least two cells. */
const CSV_TABLE = /^\uFEFF?(?:#[^\n]*\n|\s*\n)*[^\n{[#]+[,;\t][^\n]+\n/;

export async function isTable(file: File): Promise<boolean> {
  if (/\.(?:csv|tsv)$/i.test(file.name)) return true;
  if (!/\.(?:json|txt)$/i.test(file.name)) return false;
  const start = await file.slice(0, LONGEST).text();
  return (
    JSON_TABLE.test(start) || (/\.txt$/i.test(file.name) && /^(?:#|[^\n]*\t)/.test(start) && CSV_TABLE.test(start))
  );
}
