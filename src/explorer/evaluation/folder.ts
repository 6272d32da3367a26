/** A reader's folder of images: its files with their paths, read one at a time, when their turn comes. */
import { faultIn } from '../../formats/file-error.js';
import { readZip } from '../../formats/zip/zip.js';

export interface FolderFile {
  /** Below the folder, with `/` between its parts. */
  readonly path: string;
  /** Reads it; nothing is kept. */
  readonly open: () => Promise<Blob>;
}

export interface Folder {
  readonly title: string;
  readonly files: readonly FolderFile[];
}

/** What systems put beside people's files; nobody means them. */
const isHidden = (path: string): boolean => /(?:^|\/)(?:\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i.test(path);

/** The files in one folder lose its name, which is the title; those of several keep theirs. */
function folderOf(files: readonly FolderFile[], otherwise: string): Folder {
  const seen = files.filter(({ path }) => !isHidden(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const top = seen[0]?.path.split('/')[0] ?? '';
  const isOne = seen.length > 0 && seen.every(({ path }) => path.startsWith(`${top}/`));
  const cut = isOne ? top.length + 1 : 0;
  const below = seen.map(({ path, open }) => ({ path: path.slice(cut), open }));
  // A folder in a folder, as archives have it: what holds all folders is not a class.
  const isNested = isOne && below.every(({ path }) => path.split('/').length > 2);
  const isWrapped = isNested && new Set(below.map(({ path }) => path.split('/')[0])).size === 1;
  return isWrapped ? folderOf(below, otherwise) : { title: isOne ? top : otherwise, files: inTurns(below) };
}

/** One of each class after the other: a run that is stopped has seen as much of all. */
function inTurns(files: readonly FolderFile[]): readonly FolderFile[] {
  const counts = new Map<string, number>();
  const turns = files.map((file) => {
    const turn = counts.get(classOf(file)) ?? 0;
    counts.set(classOf(file), turn + 1);
    return { file, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ file }) => file);
}

/** What a file field for folders gives. */
export function folderOfFiles(files: readonly File[]): Folder {
  const listed = files.map((file) => ({ path: file.webkitRelativePath || file.name, open: async () => file }));
  return folderOf(listed, 'the chosen files');
}

/** What was dropped: a folder, or several, each of which is then a class. */
export async function folderOfEntries(entries: readonly FileSystemEntry[]): Promise<Folder> {
  const lists = await Promise.all(entries.map(filesIn));
  return folderOf(lists.flat(), 'the dropped folders');
}

async function filesIn(entry: FileSystemEntry): Promise<readonly FolderFile[]> {
  if (entry.isFile)
    return [{ path: entry.fullPath.replace(/^\//, ''), open: () => fileOf(entry as FileSystemFileEntry) }];
  const lists: (readonly FolderFile[])[] = [];
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) lists.push(await filesIn(child));
  return lists.flat();
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A reader of entries gives a hundred at a time, and none at the end. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return children;
    children.push(...some);
  }
}

/** A folder in a zip file, each of whose files is unpacked in its turn. Rejects with `FileError`. */
export async function folderOfZip(file: File): Promise<Folder> {
  const members = await readZip(file, faultIn('model-format', file.name));
  const files = [...members.values()].filter(({ name }) => !name.endsWith('/'));
  return folderOf(
    files.map(({ name, open }) => ({ path: name, open })),
    file.name,
  );
}

/** The folder that says which class an image is of, the first on its path; '' for none. */
export const classOf = ({ path }: FolderFile): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '');
