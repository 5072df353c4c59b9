import { BrowserWindow, nativeTheme, session } from 'electron';
import type { Session } from 'electron';
import { fileURLToPath } from 'node:url';

/**
 * Opens the one window. Its page is ours and local: it is sandboxed, gets no permission, opens no other window, goes to no
 * other address and loads nothing from the network.
 */
export function openMainWindow(): BrowserWindow {
  closeToTheOutside(session.defaultSession);
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 560,
    title: 'Whence',
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
  window.once('ready-to-show', () => window.show());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());

  const developmentPage = process.env['ELECTRON_RENDERER_URL'];
  if (developmentPage === undefined) {
    void window.loadFile(fileURLToPath(new URL('../renderer/index.html', import.meta.url)));
  } else {
    void window.loadURL(developmentPage);
  }
  return window;
}

function closeToTheOutside(pages: Session): void {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  // Switched off alone, the spell checker still fetches the dictionary of the system's language from the network.
  pages.setSpellCheckerEnabled(false);
  pages.setSpellCheckerLanguages([]);
  const developmentPage = process.env['ELECTRON_RENDERER_URL'];
  if (developmentPage !== undefined) return;
  pages.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !/^(file|data|blob|devtools):/.test(details.url) }));
}
