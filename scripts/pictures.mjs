import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installClient } from '../test-support/real-client/install-client.mjs';
import { preparePrivateMachine } from '../test-support/real-client/private-machine.mjs';
import { provideDisplay } from './bench/cases-display.mjs';
import { buildApp } from './setup/build-app.mjs';
import { command, returnToCallersFolder } from './setup/command.mjs';
import { lastLine, run } from './setup/run.mjs';
import { NeedsUser, say } from './setup/say.mjs';
import { setUp } from './setup/set-up.mjs';

// npm run pictures -- FOLDER [WORD …]
// Leads the real Claude Code through a session with something of everything, on a private machine, and photographs each view of the window that shows
// it: light and dark, large and small, at 100 % and 200 %. With words, only those in whose names one of them stands: `context`, `light-900`.

const program = fileURLToPath(new URL('pictures/pictures-process.mjs', import.meta.url));
const runWithinMs = 20 * 60_000;

await command(async () => {
  const { electron } = await setUp('tests');
  await buildApp();
  returnToCallersFolder('pictures');
  const [named, ...words] = process.argv.slice(2);
  if (named === undefined) throw new NeedsUser('Say where the pictures go: npm run pictures -- FOLDER');
  const folder = path.resolve(named);
  const client = await installClient();
  if (client.state !== 'installed') throw new NeedsUser(`Claude Code cannot be run here: ${client.reason}.`);
  const machine = await preparePrivateMachine();
  if (machine.state !== 'ready') throw new NeedsUser(`Claude Code runs on a private machine only: ${machine.reason}.`);
  const endDisplay = await provideDisplay({ width: 3000, height: 2000 });
  try {
    say('Running the session, and taking the pictures; this takes some minutes.');
    const [unshare = '', ...unshareArguments] = machine.under;
    const env = { ...process.env, WHENCE_ELECTRON: electron ?? '' };
    const { code, stdout, stderr } = await run(unshare, [...unshareArguments, process.execPath, program, client.binary, folder, ...words], { env, timeLimitMs: runWithinMs });
    if (code !== 0) throw new Error(`The pictures could not be taken (${code ?? 'the time was up'}): ${stderr}`);
    const { taken, remarks } = JSON.parse(lastLine(stdout));
    process.stdout.write(`${[...remarks, `${taken} pictures are in ${folder}`].join('\n')}\n`);
  } finally {
    endDisplay();
    await machine.remove();
  }
});
