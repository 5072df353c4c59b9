import type { Locator, Page } from 'playwright';
import type { Bridge } from '../../src/contract/bridge.ts';
import type { ExchangeRow } from '../../src/contract/exchange-view.ts';
import type { StatusView } from '../../src/contract/status-view.ts';

declare global {
  interface Window {
    readonly whence: Bridge;
  }
}

type Tab = 'Context' | 'Request' | 'Response' | 'Headers' | 'Timing';

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

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async goTo(screen: 'Traffic' | 'Set-up' | 'Settings'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click();
  }

  async openTab(name: Tab): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** An item of the open request's context tree, scrolled to: only the items in sight exist as elements. */
  async source(text: string | RegExp): Promise<Locator> {
    const tree = this.page.getByRole('tree', { name: 'Context sources' });
    const item = tree.getByRole('treeitem').filter({ hasText: text }).first();
    await tree.getByRole('treeitem').first().waitFor();
    await tree.evaluate((element) => element.scrollTo(0, 0));
    for (let pages = 0; pages < 40 && (await item.count()) === 0; pages++) {
      await tree.evaluate((element) => element.scrollBy(0, element.clientHeight));
      await this.page.waitForTimeout(30);
    }
    return item;
  }

  /** The proxy's state, as the window itself is told it. */
  status(): Promise<StatusView> {
    return this.page.evaluate(() => window.whence.call('readStatus', {}));
  }

  /** The rows of the timeline as data, oldest first. */
  async rows(): Promise<readonly ExchangeRow[]> {
    const { rows } = await this.page.evaluate(() => window.whence.call('listExchanges', { limit: 500 }));
    return rows.toReversed();
  }
}
