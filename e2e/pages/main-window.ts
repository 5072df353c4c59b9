import type { Locator, Page } from 'playwright';
import type { Bridge } from '../../src/contract/bridge.ts';
import type { ExchangeRow } from '../../src/contract/exchange-view.ts';
import { unpackRows } from '../../src/contract/packed-rows.ts';
import type { StatusView } from '../../src/contract/status-view.ts';

declare global {
  interface Window {
    readonly whence: Bridge;
  }
}

type Tab = 'Context' | 'Conversation' | 'Response' | 'Compare' | 'Raw' | 'Headers' | 'Timing';

/** The app's window, in the words of who uses it. */
export class MainWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The rows of the timeline that hold a text. */
  row(text: string | RegExp): Locator {
    return this.page.getByRole('grid', { name: 'Requests' }).getByRole('row').filter({ hasText: text });
  }

  /** Waits until no older requests are being read into the timeline. */
  async allRowsLoaded(): Promise<void> {
    await this.page.locator('[role="grid"][aria-label="Requests"]:not([aria-busy="true"])').waitFor({ timeout: 180_000 });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The session of the list whose name holds a text. */
  session(name: string): Locator {
    return this.page.getByRole('tree', { name: 'Projects and sessions' }).getByRole('treeitem', { name });
  }

  /** Asks for the deletion of the session that is chosen. */
  async deleteChosenSession(): Promise<void> {
    await this.button('More for the chosen session').click();
    await this.page.getByRole('menuitem', { name: 'Delete session…' }).click();
  }

  /** A setting, by the name above it. */
  setting(name: string): Locator {
    return this.page.getByRole('group', { name, exact: true });
  }

  captureSwitch(): Locator {
    return this.page.getByRole('switch', { name: 'Record traffic', exact: true });
  }

  async goTo(screen: 'Traffic' | 'Set-up' | 'Settings'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click();
  }

  /** Opens the header's menu and does what it offers. */
  async fromMenu(name: string): Promise<void> {
    await this.button('More').click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  async openTab(name: Tab): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** Whether the open request's context tree has an item with this text. Scrolls to it: only the items in sight exist. */
  async hasSource(text: string): Promise<boolean> {
    const tree = this.page.getByRole('tree', { name: 'Context sources' });
    if ((await tree.count()) === 0) return false;
    const item = tree.getByRole('treeitem').filter({ hasText: text });
    await tree.evaluate((element) => element.scrollTo(0, 0));
    for (;;) {
      if ((await item.count()) > 0) return true;
      const isAtEnd = await tree.evaluate((element) => {
        const before = element.scrollTop;
        element.scrollBy(0, element.clientHeight);
        return element.scrollTop === before;
      });
      if (isAtEnd) return false;
      await this.page.waitForTimeout(30);
    }
  }

  /** What a line of the open request's context tree says, words for screen readers included; scrolls to it. */
  async sourceLine(text: string): Promise<string> {
    if (!(await this.hasSource(text))) return '';
    return this.page.getByRole('tree', { name: 'Context sources' }).getByRole('treeitem').filter({ hasText: text }).first().innerText();
  }

  /** A line of the sums below the context tree. */
  sum(name: 'Prompt' | 'Output' | 'Total'): Locator {
    return this.page.getByRole('table', { name: 'Sums' }).getByRole('row').filter({ hasText: name });
  }

  /** The dollars of a line of the sums; NaN where it states none. */
  async sumOfCosts(name: 'Prompt' | 'Output' | 'Total'): Promise<number> {
    return Number((await this.sum(name).getByRole('cell').last().innerText()).match(/\$([\d.]+)/)?.[1] ?? NaN);
  }

  /** The proxy's state, as the window itself is told it. */
  status(): Promise<StatusView> {
    return this.page.evaluate(() => window.whence.call('readStatus', {}));
  }

  /** The rows of the timeline as data, oldest first. */
  async rows(): Promise<readonly ExchangeRow[]> {
    const { packedRows } = await this.page.evaluate(() => window.whence.call('listExchanges', { limit: 500 }));
    return unpackRows(packedRows).toReversed();
  }
}
