import { command } from './setup/command.mjs';
import { setUp } from './setup/set-up.mjs';

// Prints the path of the Electron that this checkout runs in, after making it ready.
await command(async () => {
  const { electron } = await setUp('app');
  process.stdout.write(`${electron}\n`);
});
