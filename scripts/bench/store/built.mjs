import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../setup/places.mjs';
import { buildModules } from '../built-modules.mjs';

/** The parts of the sources that are measured, by what they are called here. */
const parts = {
  'claude-traffic': 'test-support/claude-traffic/claude-traffic.ts',
  'open-store': 'src/main/store/open-store.ts',
  'exchange-writes': 'src/main/store/exchange-writes.ts',
  'open-store-reads': 'src/main/store/open-store-reads.ts',
  'analysis-writes': 'src/main/store/analysis/analysis-writes.ts',
  'store-analyst': 'src/main/analyst/store-analyst.ts',
  'work-queue': 'src/main/analyst/work-queue.ts',
  'rules': 'src/domain/attribution/rules.ts',
  'retention': 'src/main/store/retention/retention.ts',
  'read-context': 'src/main/answers/read-context.ts',
  'read-threads': 'src/main/answers/read-threads.ts',
  'parse-filter-text': 'src/main/answers/parse-filter-text.ts',
};

/** Builds the parts that there are, and answers in which folder they are. */
export function buildStoreParts() {
  return buildModules('store', Object.fromEntries(Object.entries(parts).filter(([, file]) => existsSync(path.join(projectFolder, file)))));
}

/**
 * What a part exports; null for one that is not there. Its types are those of another project.
 * @param {string} folder
 * @param {keyof typeof parts} name
 * @returns {Promise<any>}
 */
export async function importPart(folder, name) {
  const file = path.join(folder, `${name}.js`);
  return existsSync(file) ? import(pathToFileURL(file).href) : null;
}
