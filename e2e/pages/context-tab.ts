import type { Locator, Page } from 'playwright';

/** The Context tab of the open request: its tree, its map, and the text of what is chosen. */
export class ContextTab {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  tree(): Locator {
    return this.page.getByRole('tree', { name: 'Context sources' });
  }

  map(): Locator {
    return this.page.getByRole('tree', { name: 'Context map' });
  }

  line(text: string): Locator {
    return this.tree().getByRole('treeitem').filter({ hasText: text }).first();
  }

  /** The parts of the map that are called so. */
  part(name: string): Locator {
    return this.map().getByRole('treeitem', { name });
  }

  chosenLine(): Locator {
    return this.tree().getByRole('treeitem', { selected: true });
  }

  chosenParts(): Locator {
    return this.map().getByRole('treeitem', { selected: true });
  }

  /** The way out of the parts of the map that were gone into. */
  trail(): Locator {
    return this.page.getByRole('navigation', { name: "Way out of the map's parts" });
  }

  text(): Locator {
    return this.page.getByRole('region', { name: 'Text of the source' });
  }

  /** The raw body around the chosen segment; what is marked in it is the segment. */
  place(): Locator {
    return this.page.getByRole('region', { name: 'Its place in the raw body' });
  }

  async showOnlyNew(isOnlyNew: boolean): Promise<void> {
    await this.page.getByRole('switch', { name: 'Only what is new' }).setChecked(isOnlyNew, { force: true });
  }

  async orderMap(order: 'In prompt order' | 'By size'): Promise<void> {
    await this.page.getByRole('radio', { name: order }).check({ force: true });
  }

  async showText(face: 'Text' | 'As sent'): Promise<void> {
    await this.page.getByRole('radio', { name: face }).check({ force: true });
  }

  /** What the groups of the tree sum to. */
  async tokensOfTree(): Promise<number> {
    const groups = await this.tree().locator('[role="treeitem"][aria-level="1"] .figure:nth-child(2)').allInnerTexts();
    return sumOf(groups);
  }

  /** What the outermost parts of the map sum to, by their names. */
  async tokensOfMap(): Promise<number> {
    const names = await this.map().locator('[role="treeitem"][aria-level="1"]').evaluateAll((parts) => parts.map((part) => part.getAttribute('aria-label') ?? ''));
    return sumOf(names.map((name) => / ([\d,]+) tokens?,/.exec(name)?.[1] ?? ''));
  }
}

function sumOf(figures: readonly string[]): number {
  return figures.reduce((sum, figure) => sum + Number(figure.replaceAll(/\D/g, '')), 0);
}
