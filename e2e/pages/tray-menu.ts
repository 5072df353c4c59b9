import type { ElectronApplication } from 'playwright';

interface Seen {
  readonly menu: Electron.Menu | null;
  readonly toolTip: string;
}

/** The sign in the tray, in the main process itself: no panel is needed to see it. */
export class TrayMenu {
  readonly #electron: ElectronApplication;

  private constructor(electron: ElectronApplication) {
    this.#electron = electron;
  }

  /** Hears from now on what the app puts into the tray; what was put there before is not known. */
  static async find(electron: ElectronApplication): Promise<TrayMenu> {
    await electron.evaluate(({ Tray }) => {
      const seen: { menu: Electron.Menu | null; toolTip: string } = { menu: null, toolTip: '' };
      Object.assign(globalThis, { trayInTest: seen });
      const { setContextMenu, setToolTip } = Tray.prototype;
      Tray.prototype.setContextMenu = function setAndNote(menu) {
        seen.menu = menu;
        setContextMenu.call(this, menu);
      };
      Tray.prototype.setToolTip = function setAndNote(toolTip) {
        seen.toolTip = toolTip;
        setToolTip.call(this, toolTip);
      };
    });
    return new TrayMenu(electron);
  }

  toolTip(): Promise<string> {
    return this.#electron.evaluate(() => (globalThis as unknown as { trayInTest: Seen }).trayInTest.toolTip);
  }

  entry(id: string): Promise<{ label: string; isChecked: boolean } | null> {
    return this.#electron.evaluate((_electron, wanted) => {
      const item = (globalThis as unknown as { trayInTest: Seen }).trayInTest.menu?.getMenuItemById(wanted) ?? null;
      return item === null ? null : { label: item.label, isChecked: item.checked };
    }, id);
  }

  /** Chooses an entry. */
  async choose(id: string): Promise<void> {
    await this.#electron.evaluate((_electron, wanted) => {
      const item = (globalThis as unknown as { trayInTest: Seen }).trayInTest.menu?.getMenuItemById(wanted);
      item?.click({}, undefined, undefined);
    }, id);
  }
}
