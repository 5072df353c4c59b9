import { loadTypeScript } from '../cases-typescript.mjs';

// Runs the planted sessions on the private machine it is started on, and prints one line of JSON.
// usage: sources-process.mjs CLAUDE-CODE [MODEL]

const [binary, model] = process.argv.slice(2);
const { measurePlantedSources } = await loadTypeScript('e2e/measure-planted-sources.ts');
process.stdout.write(`${JSON.stringify(await measurePlantedSources(binary, model ?? null))}\n`);
