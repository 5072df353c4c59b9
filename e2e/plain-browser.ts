import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type Page } from 'playwright';
import { electronBinary, flagsForThisUser, ofThisDisplay } from './launch-app.ts';

/** A request as Chromium's own developer tools show it after they have imported a HAR file. */
export interface ImportedRequest {
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly mimeType: string;
  readonly durationMs: number;
  readonly resourceBytes: number;
  readonly transferredBytes: number;
  readonly requestBody: string | null;
  /** As latin-1, one character an octet. */
  readonly content: string;
  readonly startedAtMs: number;
}

export interface PlainBrowser {
  readonly page: Page;
  /** Has the network panel of the developer tools import a HAR file, by its own code, and reads what it holds then. */
  importIntoDevTools(har: string): Promise<readonly ImportedRequest[]>;
  close(): Promise<void>;
}

/** The Chromium of the Electron at hand, with a window that has nothing of ours in it. */
export async function openPlainBrowser(): Promise<PlainBrowser> {
  const home = await mkdtemp(join(tmpdir(), 'plain-browser-'));
  const folder = fileURLToPath(new URL('../test-support/plain-browser', import.meta.url));
  const electron = await _electron.launch({ executablePath: electronBinary(), args: [...flagsForThisUser(), folder], env: { ...ofThisDisplay(), HOME: home } });
  const page = await electron.firstWindow();
  return {
    page,
    importIntoDevTools: (har) =>
      electron.evaluate(async ({ BrowserWindow }, code) => {
        const [window] = BrowserWindow.getAllWindows();
        if (window === undefined) throw new Error('no window');
        const opened = new Promise<void>((resolve) => {
          window.webContents.once('devtools-opened', () => resolve());
        });
        window.webContents.openDevTools({ mode: 'detach' });
        await opened;
        const tools = window.webContents.devToolsWebContents;
        if (tools === null) throw new Error('no developer tools');
        return tools.executeJavaScript(code);
      }, importerOf(har)),
    async close() {
      await electron.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What runs in the page of the developer tools: the modules are those that the panel itself is made of. */
function importerOf(har: string): string {
  return `(async () => {
    const tools = 'devtools://devtools/bundled/';
    const { ViewManager } = await import(tools + 'ui/legacy/legacy.js');
    await ViewManager.ViewManager.instance().showView('network');
    const { NetworkPanel } = await import(tools + 'panels/network/network.js');
    await NetworkPanel.NetworkPanel.instance().networkLogView.onLoadFromFile(new File([${JSON.stringify(har)}], 'imported.har'));
    const { NetworkLog } = await import(tools + 'models/logs/logs.js');
    return Promise.all(NetworkLog.NetworkLog.instance().requests().map(async (request) => {
      const content = await request.requestContentData();
      const octets = content.isTextContent ? new TextEncoder().encode(content.text) : Uint8Array.from(atob(content.base64), (one) => one.charCodeAt(0));
      return {
        url: request.url(), method: request.requestMethod, status: request.statusCode, mimeType: request.mimeType,
        durationMs: request.duration * 1000, resourceBytes: request.resourceSize, transferredBytes: request.transferSize,
        requestBody: await request.requestFormData(), content: String.fromCharCode(...octets), startedAtMs: request.issueTime() * 1000,
      };
    }));
  })()`;
}
