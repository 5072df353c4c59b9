/** What stands in the place of a file's name for the sample session: no file is called so, for names have no slash. */
export const sampleName = 'whence/sample';
