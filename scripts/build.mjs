import { buildApp } from './setup/build-app.mjs';
import { command } from './setup/command.mjs';

await command(buildApp);
