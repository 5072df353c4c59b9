import { clipboard, dialog } from 'electron';
import type { BrowserWindow, MessageBoxOptions, OpenDialogOptions } from 'electron';
import type { Desktop } from '../answers/desktop.ts';
import type { Engine } from '../engine.ts';
import type { ClaudeSettings } from './claude-settings/claude-settings.ts';
import { reach } from './reach.ts';
import type { Remedies } from './remedies/remedies.ts';
import type { LoginItem } from './login/login-item.ts';
import { readTrust } from './trust/read-trust.ts';
import { removeCertificate } from './trust/remove-certificate.ts';
import { trustCertificate } from './trust/trust-certificate.ts';

interface DesktopParts {
  readonly engine: Engine;
  /** Asked for when a dialog opens: it may have been closed and opened anew. */
  readonly window: () => BrowserWindow | null;
  readonly claudeSettings: ClaudeSettings;
  readonly loginItem: LoginItem;
  readonly remedies: Remedies;
}

/** The desktop as Electron gives it. */
export function electronDesktop({ engine, window, claudeSettings, loginItem, remedies }: DesktopParts): Desktop {
  const certificate = { certificateFile: engine.caFile };
  return {
    readTrust: () => readTrust(certificate),
    trustCertificate: () => trustCertificate(certificate),
    removeCertificate: () => removeCertificate(certificate),
    readLoginItem: () => loginItem.read(),
    addLoginItem: () => loginItem.add(),
    removeLoginItem: () => loginItem.remove(),
    claudeSettings,
    remedies,
    ...reach(engine),
    copyText: (text) => clipboard.writeText(text),
    confirm: async ({ message, detail, button }) => {
      const options: MessageBoxOptions = { type: 'warning', message, detail, buttons: [button, 'Cancel'], defaultId: 1, cancelId: 1, noLink: true };
      const parent = window();
      const { response } = parent === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(parent, options);
      return response === 0;
    },
    chooseSaveFile: async (suggestedName, what) => {
      const options = { ...saveDialogs[what], defaultPath: suggestedName };
      const parent = window();
      const chosen = parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options);
      return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
    },
    chooseOpenFile: async () => {
      const parent = window();
      const chosen = parent === null ? await dialog.showOpenDialog(openDialog) : await dialog.showOpenDialog(parent, openDialog);
      return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
    },
  };
}

const saveDialogs = {
  har: { title: 'Export as HAR', filters: [{ name: 'HTTP Archive', extensions: ['har'] }] },
  jsonl: { title: 'Export as JSON lines', filters: [{ name: 'JSON lines', extensions: ['jsonl'] }] },
  body: { title: 'Save the body for curl' },
  csv: { title: 'Save as CSV', filters: [{ name: 'CSV', extensions: ['csv'] }] },
  json: { title: 'Save as JSON', filters: [{ name: 'JSON', extensions: ['json'] }] },
  md: { title: 'Save as Markdown', filters: [{ name: 'Markdown', extensions: ['md'] }] },
  text: { title: 'Save' },
};
const openDialog: OpenDialogOptions = {
  title: 'Import a HAR file',
  properties: ['openFile'],
  filters: [
    { name: 'HTTP Archive', extensions: ['har', 'json'] },
    { name: 'All files', extensions: ['*'] },
  ],
};
