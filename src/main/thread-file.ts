export type ThreadName = 'proxy-thread' | 'recorder-thread' | 'analyst-thread' | 'salvage-thread' | 'export-thread' | 'import-thread' | 'standby' | 'remove-rest' | 'self-test';

/**
 * The built file of a worker thread, or of a process of its own. In the app it lies beside the running chunk, in `out/main` (electron.vite.config.ts
 * keeps that folder flat); from TypeScript source, under test, it is the file of the last build.
 */
export function threadFile(name: ThreadName): URL {
  const beside = import.meta.url.endsWith('.ts') ? '../../out/main/' : './';
  return new URL(`${beside}${name}.js`, import.meta.url);
}
