import { app, BrowserWindow, nativeTheme, session } from 'electron';
import type { Session } from 'electron';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { iconFile } from '../icons.ts';
import type { KeptWindow } from './kept-window.ts';
import { developmentPage, isOwnAddress } from './own-page.ts';

const pageFile = fileURLToPath(new URL('../renderer/index.html', import.meta.url));

/**
 * Opens the one window, as it was left. Its page is ours and local: it is sandboxed, gets no permission, opens no other window, goes to no
 * other address and loads nothing from the network.
 */
export function openMainWindow(kept: KeptWindow): BrowserWindow {
  const developed = developmentPage(process.env['ELECTRON_RENDERER_URL'], app.isPackaged);
  closeToTheOutside(session.defaultSession, developed !== null);
  const window = new BrowserWindow({
    ...kept.bounds,
    minWidth: 900,
    minHeight: 560,
    title: 'Whence',
    // A Mac and Windows take it from the program.
    ...(process.platform === 'linux' ? { icon: iconFile('whence-256.png') } : {}),
    // Shown until the page has drawn itself: the page's own ground, so that nothing flashes.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16171d' : '#f6f7f9',
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
  kept.follow(window);
  window.once('ready-to-show', () => window.show());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());

  if (developed === null) void window.loadFile(pageFile);
  else void window.loadURL(developed);
  return window;
}

function closeToTheOutside(pages: Session, isDeveloped: boolean): void {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  // Switched off alone, the spell checker still fetches the dictionary of the system's language from the network.
  pages.setSpellCheckerEnabled(false);
  pages.setSpellCheckerLanguages([]);
  if (isDeveloped) return;
  const pageFolder = dirname(pageFile);
  pages.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwnAddress(details.url, pageFolder) }));
}
