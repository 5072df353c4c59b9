import { buildApp } from './setup/build-app.mjs';
import { command, returnToCallersFolder } from './setup/command.mjs';
import { setUp } from './setup/set-up.mjs';

await command(async () => {
  await setUp('engine');
  await buildApp();
  returnToCallersFolder('attribute');
  await import(new URL('../out/main/attribute.js', import.meta.url).href);
});
