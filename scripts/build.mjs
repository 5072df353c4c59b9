import { buildApp } from './setup/build-app.mjs';

await buildApp();
