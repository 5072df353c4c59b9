import { app, BrowserWindow } from 'electron';

// A browser window with nothing of ours in it: the Chromium of the Electron at hand, for tests of what other programs make of our files.
// Electron is ready only when this module has been run to its end, which therefore waits for nothing.
void app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } }).loadURL('about:blank'));
app.on('window-all-closed', () => app.quit());
