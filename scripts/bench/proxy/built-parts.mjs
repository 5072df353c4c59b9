import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildModules } from '../built-modules.mjs';

// Parts of the engine that the app's own build has no entry for, built for this bench alone: the proxy, so that it can be put on a main
// loop instead of its thread, and the masker, so that it can be timed by itself.
const main = (/** @type {string} */ file) => `src/main/${file}`;
const input = {
  'proxy': main('proxy/proxy.ts'),
  'write-relayed': main('proxy/telling/write-relayed.ts'),
  'proxy-handle': main('proxy/proxy-handle.ts'),
  'proxy-thread': main('proxy/proxy-thread.ts'),
  'recording': main('recorder/recording.ts'),
  'recorder-thread': main('recorder/recorder-thread.ts'),
  'certificate-authority': main('proxy/certificates/certificate-authority.ts'),
  'body-masker': 'src/domain/masking/body-masker.ts',
  'masking-rules': 'src/domain/masking/masking-rules.ts',
};

/** Builds the parts and answers in which folder they are, by these names. */
export function buildParts() {
  return buildModules('parts', input);
}

/**
 * What a part exports; its types are those of another project.
 * @param {string} folder
 * @param {keyof typeof input} name
 * @returns {Promise<any>}
 */
export function importPart(folder, name) {
  return import(pathToFileURL(path.join(folder, `${name}.js`)).href);
}
