import type { MenuItemConstructorOptions } from 'electron';
import type { OfferedCommand } from '../../../contract/app-view.ts';

/** What the menu is made of, and what its own entries do. */
export interface MenuGround {
  readonly isMac: boolean;
  /** Adds the developer tools. */
  readonly isDeveloped: boolean;
  readonly isRecording: boolean;
  /** What the window offers, the one register of commands and keys; empty before it has said so. */
  readonly offered: readonly OfferedCommand[];
  /** Whether the window hears its own keys now. */
  hasWindow(): boolean;
  ask(id: string): void;
  reload(): void;
  openReadme(): void;
  openDataFolder(): void;
  openLicences(): void;
}

type Item = MenuItemConstructorOptions;
const between: Item = { type: 'separator' };

/**
 * The application menu. What the window can do itself is sent to it by the command's id, with the key that the window hears: the menu shows the key
 * and leaves it to the window, so that nothing is done twice.
 */
export function menuTemplate(ground: MenuGround): Item[] {
  const { isMac } = ground;
  const command = (id: string, label: string, more: Item = {}): Item => commandItem(ground, id, label, more);
  const settings = command('window.go-to-settings', 'Settings…', { id: 'settings' });
  const leave = command('window.remove-everything', 'Remove everything…');
  const appMenu: Item = isMac
    ? {
        role: 'appMenu',
        label: 'Whence',
        submenu: [{ role: 'about' }, between, settings, leave, between, { role: 'services' }, between, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, between, { role: 'quit' }],
      }
    : { label: '&Whence', submenu: [settings, leave, between, { role: 'close', label: 'Close window' }, { role: 'quit', label: 'Quit Whence' }] };
  return [
    appMenu,
    {
      label: isMac ? 'Edit' : '&Edit',
      submenu: [
        ...(['undo', 'redo'] as const).map((role): Item => ({ role })),
        between,
        ...(['cut', 'copy', 'paste', 'selectAll'] as const).map((role): Item => ({ role })),
        between,
        command('find.filter', 'Filter the requests'),
        command('find.search', 'Search all texts…'),
      ],
    },
    { label: isMac ? 'View' : '&View', submenu: viewItems(ground) },
    {
      label: isMac ? 'Traffic' : '&Traffic',
      submenu: [
        command('window.record', 'Record', { type: 'checkbox', checked: ground.isRecording }),
        command('window.copy-address', 'Copy the proxy address'),
        between,
        command('traffic.comment', 'Comment on the request…'),
        command('traffic.rate-turn', 'Rate its turn…'),
        command('traffic.rate-session', 'Rate its session…'),
        between,
        command('window.import', 'Import…'),
        command('window.export', 'Export…'),
        between,
        command('window.load-sample', 'Look at the sample session'),
        command('window.remove-sample', 'Remove the sample session'),
      ],
    },
    { role: 'windowMenu', label: isMac ? 'Window' : 'Wi&ndow' },
    {
      role: 'help',
      label: isMac ? 'Help' : '&Help',
      submenu: [
        command('window.keys', 'Keys'),
        command('window.palette', 'Commands…'),
        between,
        { id: 'readme', label: 'Read me', click: ground.openReadme },
        { id: 'data-folder', label: 'Open the data folder', click: ground.openDataFolder },
        { id: 'licences', label: 'Licences', click: ground.openLicences },
      ],
    },
  ];
}

const screens = [
  ['traffic', 'Traffic'],
  ['sources', 'Sources'],
  ['costs', 'Costs'],
  ['insights', 'Insights'],
  ['set-up', 'Set-up'],
  ['settings', 'Settings'],
] as const;
const themes = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

const otherZoomKeys = [
  ['zoomIn', 'CommandOrControl+='],
  ['zoomIn', 'CommandOrControl+numadd'],
  ['zoomOut', 'CommandOrControl+numsub'],
] as const;

function viewItems(ground: MenuGround): Item[] {
  // A command that leads to where one is, is off: of several it is the chosen one.
  const oneOf = (id: string, label: string): Item => {
    const isChosen = ground.offered.some((offered) => offered.id === id && offered.isOff);
    return commandItem(ground, id, label, { type: 'radio', checked: isChosen, enabled: true });
  };
  return [
    ...screens.map(([screen, name]) => oneOf(`window.go-to-${screen}`, name)),
    between,
    commandItem(ground, 'window.sidebar', 'Sessions'),
    between,
    { label: 'Theme', submenu: themes.map(([theme, name]) => oneOf(`window.theme-${theme}`, name)) },
    between,
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'resetZoom' },
    // The sign above = needs Shift on most keyboards, and a number block has keys of its own.
    ...otherZoomKeys.map(([role, accelerator]): Item => ({ role, accelerator, visible: false })),
    { role: 'togglefullscreen' },
    between,
    // Without a key: by mistake, what is being written would be gone.
    { id: 'reload', label: 'Load the window anew', click: ground.reload },
    ...(ground.isDeveloped ? [{ role: 'toggleDevTools' } satisfies Item] : []),
  ];
}

function commandItem({ offered, hasWindow, ask }: MenuGround, id: string, label: string, more: Item = {}): Item {
  const found = offered.find((one) => one.id === id);
  const accelerator = found?.keys.map(acceleratorOf).find((key) => key !== null);
  return {
    id,
    label,
    enabled: found !== undefined && !found.isOff,
    ...(accelerator === undefined || accelerator === null ? {} : { accelerator }),
    // On Linux and Windows it is shown and not heard; a Mac knows no such difference, so what comes of it is left to the window.
    registerAccelerator: false,
    click: (_item, _window, event) => {
      if (event.triggeredByAccelerator !== true || !hasWindow()) ask(id);
    },
    ...more,
  };
}

/** A key of the window as Electron writes it; null for one without Mod, which is meant for text wherever text is written. */
export function acceleratorOf(key: string): string | null {
  return /(^|\+)Mod\+/.test(key) ? key.replace('Mod+', 'CommandOrControl+').replace('Arrow', '') : null;
}
