import { command } from './setup/command.mjs';
import { setUp } from './setup/set-up.mjs';

await command(async () => void (await setUp('app')));
