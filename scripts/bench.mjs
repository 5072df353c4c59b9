import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describeMachine } from './bench/report/machine.mjs';
import { buildApp } from './setup/build-app.mjs';
import { command, returnToCallersFolder } from './setup/command.mjs';
import { projectFolder } from './setup/places.mjs';
import { NeedsUser, say } from './setup/say.mjs';
import { setUp } from './setup/set-up.mjs';

// npm run bench -- [NAME …] [--json FILE] [options of the benches]
// Each bench is a module of scripts/bench/ with a name of one word, whose `run` prints a table and returns what is written as JSON. Without a name the
// quick form of all is run.

const benchFolder = path.join(projectFolder, 'scripts', 'bench');

// What the benches have started is ended at the exit, which a signal alone would skip.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

await command(async () => {
  const { names, jsonFile, options } = readArguments(process.argv.slice(2));
  const benches = (await readdir(benchFolder)).flatMap((file) => /^([a-z]+)\.mjs$/.exec(file)?.[1] ?? []);
  const unknown = names.find((name) => !benches.includes(name));
  if (unknown !== undefined) throw new NeedsUser(`There is no bench "${unknown}"; there are ${benches.join(', ')}.`);
  const { electron } = await setUp('engine').then(() => setUp('app')).catch(noElectron);
  await buildApp();
  returnToCallersFolder('bench');

  const machine = await describeMachine(electron);
  process.stdout.write(`${Object.entries(machine).map(([name, value]) => `${name}: ${value ?? '—'}`).join('\n')}\n`);
  /** @type {Record<string, unknown>} */
  const results = {};
  for (const name of names.length > 0 ? names : benches) {
    process.stdout.write(`\n══ ${name}\n`);
    const { run } = await import(new URL(`./bench/${name}.mjs`, import.meta.url).href);
    results[name] = await run(names.length > 0 ? options : ['--quick', ...options]);
    if (jsonFile === null) await writeJson(path.join(projectFolder, '.cache', 'bench', `${name}.json`), { machine, [name]: results[name] });
  }
  if (jsonFile !== null) await writeJson(jsonFile, { machine, ...results });
});

/** A bench of the engine needs no Electron; those that do say so in their table. */
function noElectron(/** @type {unknown} */ error) {
  if (!(error instanceof NeedsUser)) throw error;
  say(error.message);
  return { electron: null };
}

/** Names come first. Everything else is the benches' own, but the file that the result is written to. */
function readArguments(/** @type {readonly string[]} */ argv) {
  const firstOption = argv.findIndex((argument) => argument.startsWith('-'));
  const names = firstOption === -1 ? argv : argv.slice(0, firstOption);
  const options = firstOption === -1 ? [] : argv.slice(firstOption);
  const jsonAt = options.findIndex((option) => option === '--json' || option.startsWith('--json='));
  if (jsonAt === -1) return { names, jsonFile: null, options };
  const written = options[jsonAt] ?? '';
  const isOneWord = written.includes('=');
  const jsonFile = isOneWord ? written.slice(written.indexOf('=') + 1) : (options[jsonAt + 1] ?? '');
  return { names, jsonFile, options: options.toSpliced(jsonAt, isOneWord ? 1 : 2) };
}

async function writeJson(/** @type {string} */ file, /** @type {unknown} */ value) {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
  say(`Written to ${file}`);
}
