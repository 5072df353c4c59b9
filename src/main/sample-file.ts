import { fileURLToPath } from 'node:url';

/** The sample session, a HAR file that comes with the app. The same way leads to it from the built chunks, in `out/main`, and from here. */
export function sampleFile(): string {
  return fileURLToPath(new URL('../../resources/sample/sample-session.har', import.meta.url));
}
