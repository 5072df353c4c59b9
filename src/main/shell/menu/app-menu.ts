import { app, Menu, shell } from 'electron';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OfferedCommand } from '../../../contract/app-view.ts';
import { menuTemplate, type MenuGround } from './menu-template.ts';

interface AppMenuOptions extends Pick<MenuGround, 'hasWindow' | 'ask' | 'reload'> {
  readonly dataDir: string;
  readonly isRecording: () => boolean;
}

/** The application menu, which follows what the window offers. On Linux and Windows it is hidden until Alt is pressed. */
export class AppMenu {
  readonly #options: AppMenuOptions;
  #offered: readonly OfferedCommand[] = [];
  #shown = '';

  /** To be made once the app is ready. */
  constructor(options: AppMenuOptions) {
    this.#options = options;
    this.refresh();
  }

  offer(commands: readonly OfferedCommand[]): void {
    this.#offered = commands;
    this.refresh();
  }

  /** Makes it anew, where anything of it is different. */
  refresh(): void {
    const { hasWindow, ask, reload, dataDir, isRecording } = this.#options;
    const template = menuTemplate({
      isMac: process.platform === 'darwin',
      isDeveloped: !app.isPackaged,
      isRecording: isRecording(),
      offered: this.#offered,
      hasWindow,
      ask,
      reload,
      openReadme: () => openFirst(join(app.getAppPath(), 'README.md')),
      openDataFolder: () => openFirst(dataDir),
      // Chromium's, which lists all that it is made of, lies beside the program.
      openLicences: () => openFirst(join(dirname(process.execPath), 'LICENSES.chromium.html'), join(app.getAppPath(), 'LICENSE')),
    });
    const look = JSON.stringify(template);
    if (look === this.#shown) return;
    this.#shown = look;
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }
}

/** Opens the first of these that is there with the program that the system has for it. */
function openFirst(...paths: readonly string[]): void {
  const found = paths.find((path) => existsSync(path));
  if (found !== undefined) void shell.openPath(found);
}
