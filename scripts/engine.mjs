import { buildApp } from './setup/build-app.mjs';
import { command, returnToCallersFolder } from './setup/command.mjs';
import { setUp } from './setup/set-up.mjs';

await command(async () => {
  await setUp('engine');
  await buildApp();
  returnToCallersFolder('engine');
  // In this process, so that the pid it prints is the one to signal. The path is made here: nothing is built yet when this is read.
  await import(new URL('../out/main/engine.js', import.meta.url).href);
});
