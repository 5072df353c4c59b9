import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files of a folder, at any depth, that hold one of these words. */
export async function filesHolding(folder: string, words: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return files.filter((_, index) => words.some((word) => contents[index]?.includes(word)));
}
