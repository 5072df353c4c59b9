import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { acceleratorOf, menuTemplate, type MenuGround } from './menu-template.ts';

const ground: MenuGround = {
  isMac: false,
  isDeveloped: false,
  isRecording: true,
  offered: [
    { id: 'window.go-to-costs', keys: ['Mod+3'], isOff: false },
    { id: 'window.go-to-traffic', keys: ['Mod+1'], isOff: true },
    { id: 'find.filter', keys: ['/'], isOff: false },
    { id: 'window.export', keys: ['Mod+E'], isOff: true },
  ],
  hasWindow: () => true,
  ask: () => {},
  reload: () => {},
  openReadme: () => {},
  openDataFolder: () => {},
  openLicences: () => {},
};

function entries(template: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entries(item.submenu) : [])]);
}
const entry = (of: MenuGround, id: string): MenuItemConstructorOptions => {
  const found = entries(menuTemplate(of)).find((item) => item.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const press = (of: MenuGround, id: string, triggeredByAccelerator: boolean): void => {
  // Only what is read of the event.
  (entry(of, id).click as (...given: unknown[]) => void)({}, undefined, { triggeredByAccelerator });
};

describe('the menu', () => {
  it('has the keys of the window, but for those that are meant for text', () => {
    expect(entry(ground, 'window.go-to-costs')).toMatchObject({ accelerator: 'CommandOrControl+3', enabled: true });
    expect(entry(ground, 'find.filter').accelerator).toBeUndefined();
    expect(['Mod+Shift+F', 'j', 'Shift+E', 'Escape', 'Mod+,'].map(acceleratorOf)).toEqual(['CommandOrControl+Shift+F', null, null, null, 'CommandOrControl+,']);
  });

  it('leaves every key of the window to the window', () => {
    const asked: string[] = [];
    const ask = (id: string) => void asked.push(id);
    const withKeys = entries(menuTemplate(ground)).filter(({ accelerator, role }) => accelerator !== undefined && role === undefined);
    expect(withKeys.map(({ registerAccelerator }) => registerAccelerator)).toEqual(withKeys.map(() => false));
    press({ ...ground, ask }, 'window.go-to-costs', true);
    expect(asked).toEqual([]);
    press({ ...ground, ask }, 'window.go-to-costs', false);
    press({ ...ground, ask, hasWindow: () => false }, 'window.go-to-costs', true);
    expect(asked).toEqual(['window.go-to-costs', 'window.go-to-costs']);
  });

  it('shows which of several is chosen, and what cannot be done', () => {
    expect(entry(ground, 'window.go-to-traffic')).toMatchObject({ type: 'radio', checked: true, enabled: true });
    expect(entry(ground, 'window.go-to-costs')).toMatchObject({ type: 'radio', checked: false });
    expect(entry(ground, 'window.export').enabled).toBe(false);
    expect(entry(ground, 'window.import').enabled).toBe(false);
  });

  it('has on every system what copies and pastes, and on a Mac the menu of the app', () => {
    for (const isMac of [true, false]) {
      const roles = entries(menuTemplate({ ...ground, isMac })).map(({ role }) => role);
      expect(roles).toEqual(expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'zoomIn', 'zoomOut', 'resetZoom', 'quit', 'windowMenu', 'help']));
      expect(roles).not.toContain('toggleDevTools');
      expect(roles.includes('appMenu')).toBe(isMac);
    }
  });

  it('has no two entries of one id', () => {
    const ids = entries(menuTemplate({ ...ground, isMac: true })).flatMap(({ id }) => (id === undefined ? [] : [id]));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
