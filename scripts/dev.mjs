import path from 'node:path';
import { forgetBuild, oldestElectronMajor } from './setup/build-app.mjs';
import { command } from './setup/command.mjs';
import { argumentsForThisUser, launchElectron } from './setup/launch-electron.mjs';
import { projectFolder } from './setup/places.mjs';
import { NeedsUser } from './setup/say.mjs';
import { hasDisplay, setUp } from './setup/set-up.mjs';

await command(async () => {
  const { electron } = await setUp('app');
  if (electron === null) return;
  if (!hasDisplay()) throw new NeedsUser('There is no display to open the window on: run `xvfb-run -a npm run dev`.');
  // The development server writes into out/ what only it can run.
  forgetBuild();
  const bundler = path.join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const forElectron = [...argumentsForThisUser(), ...process.argv.slice(2)];
  process.exitCode = await launchElectron({
    program: process.execPath,
    programArguments: [bundler, 'dev', '--watch', ...(forElectron.length > 0 ? ['--', ...forElectron] : [])],
    electron,
    cwd: projectFolder,
    env: { ...process.env, ELECTRON_EXEC_PATH: electron, ELECTRON_MAJOR_VER: oldestElectronMajor },
  });
});
