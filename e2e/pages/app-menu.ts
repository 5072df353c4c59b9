import type { ElectronApplication } from 'playwright';

/** Chooses an entry of the application menu, by its id, as with the mouse. */
export async function chooseInMenu(electron: ElectronApplication, id: string): Promise<void> {
  await electron.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (item === null || item === undefined) throw new Error(`There is no entry ${wanted}.`);
    if (!item.enabled) throw new Error(`The entry ${wanted} is off.`);
    item.click({}, undefined, undefined);
  }, id);
}

/** What an entry of the menu shows; null where there is none. */
export function menuEntry(electron: ElectronApplication, id: string): Promise<{ label: string; isEnabled: boolean; isChecked: boolean; accelerator: string | null } | null> {
  return electron.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted) ?? null;
    return item === null ? null : { label: item.label, isEnabled: item.enabled, isChecked: item.checked, accelerator: (item.accelerator as string | undefined) ?? null };
  }, id);
}

/** The commands of the window that the menu has and that cannot be chosen now. */
export function commandsOff(electron: ElectronApplication): Promise<readonly string[]> {
  return electron.evaluate(({ Menu }) => {
    const all = (menu: Electron.Menu | null): readonly Electron.MenuItem[] => menu?.items.flatMap((item) => [item, ...all(item.submenu ?? null)]) ?? [];
    return all(Menu.getApplicationMenu()).flatMap(({ id, enabled }) => (/^(window|find)\./.test(id) && !enabled ? [id] : []));
  });
}
