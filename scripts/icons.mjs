import { fileURLToPath } from 'node:url';
import { provideDisplay } from './bench/cases-display.mjs';
import { command } from './setup/command.mjs';
import { run } from './setup/run.mjs';
import { NeedsUser, say } from './setup/say.mjs';
import { setUp } from './setup/set-up.mjs';

// node scripts/icons.mjs
// Draws the pictures of resources/icons/ anew from the SVG beside them, by the Electron of this checkout.

const program = fileURLToPath(new URL('icons', import.meta.url));

await command(async () => {
  const { electron } = await setUp('app');
  const endDisplay = await provideDisplay();
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { code, stderr } = await run(electron ?? '', [...flags, program], { timeLimitMs: 60_000 });
  endDisplay();
  if (code !== 0) throw new NeedsUser(`The pictures were not drawn: ${stderr.trim().slice(-500)}`);
  say('Drew the pictures of resources/icons.');
});
