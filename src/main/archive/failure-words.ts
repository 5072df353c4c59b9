/** Why a file could not be written or read, as a user would say it, with what to do. */
export function failureWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = Object.hasOwn(words, code) ? words[code] : undefined;
  return known ?? (error instanceof Error ? `${code === '' ? error.name : code}. Try again, or choose another place.` : 'unknown error.');
}

const words: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space, or choose another place.',
  EDQUOT: 'the disk is full. Free some space, or choose another place.',
  ENOENT: 'the folder or file is not there any more. Choose another place.',
  EACCES: 'it is not allowed there. Choose another place.',
  EPERM: 'it is not allowed there. Choose another place.',
  EROFS: 'the disk can only be read. Choose another place.',
  EISDIR: 'a folder has that name. Choose another one.',
  EFBIG: 'the file would be larger than the disk allows. Export less at a time.',
  EIO: 'the disk reported an error. Choose another place.',
};
