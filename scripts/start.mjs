import { buildApp } from './setup/build-app.mjs';
import { command } from './setup/command.mjs';
import { argumentsForThisUser, launchElectron } from './setup/launch-electron.mjs';
import { projectFolder } from './setup/places.mjs';
import { NeedsUser } from './setup/say.mjs';
import { hasDisplay, setUp } from './setup/set-up.mjs';

await command(async () => {
  const { electron } = await setUp('app');
  await buildApp();
  if (electron === null) return;
  if (!hasDisplay()) {
    throw new NeedsUser(
      'Everything is ready, but there is no display to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set): run `npm start` in a graphical session, or `xvfb-run -a npm start` to run it unseen (Debian: `apt-get install xvfb xauth`).',
    );
  }
  process.exitCode = await launchElectron({
    program: electron,
    programArguments: [...argumentsForThisUser(), projectFolder, ...process.argv.slice(2)],
    electron,
  });
});
