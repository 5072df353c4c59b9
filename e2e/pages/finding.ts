import type { Locator, Page } from 'playwright';

/** What finds things in the Traffic screen: the tree of sessions, the filter bar, saved filters, and the search of all texts. */
export class Finding {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  tree(): Locator {
    return this.page.getByRole('tree', { name: 'Projects and sessions' });
  }

  /** The line of the tree whose words, as a screen reader says them, begin so. */
  line(words: string): Locator {
    return this.tree().getByRole('treeitem', { name: new RegExp(`^${escaped(words)}`) });
  }

  /** What is chosen in the tree. */
  chosen(): Locator {
    return this.tree().getByRole('treeitem', { selected: true });
  }

  filter(): Locator {
    return this.page.getByRole('combobox', { name: 'Filter', exact: true });
  }

  options(): Locator {
    return this.page.getByRole('listbox', { name: 'What the filter can go on with' }).getByRole('option');
  }

  saved(name: string): Locator {
    return this.page.getByRole('region', { name: 'Saved filters' }).getByRole('button', { name: new RegExp(`^${escaped(name)} `) });
  }

  search(): Locator {
    return this.page.getByRole('textbox', { name: 'Search all texts' });
  }

  hits(): Locator {
    return this.page.getByRole('listbox', { name: 'Texts that were found' }).getByRole('option');
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }
}

function escaped(words: string): string {
  return words.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
