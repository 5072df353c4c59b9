import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect } from 'vitest';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// What a theme can break.
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

interface Inspection {
  /** Only what is in here, as a selector. */
  readonly within?: string;
  /** Rules that are not asked: say why where you leave one out. */
  readonly without?: readonly string[];
  /** These rules and no others. */
  readonly only?: readonly string[];
}

/** Fails where the window breaks a rule of accessibility (WCAG 2.2 A and AA, and axe's best practices), and says which, at which elements and why. */
export async function expectNoViolations(page: Page, what: string, { within, without, only }: Inspection = {}): Promise<void> {
  // Without the legacy mode axe opens a second page for its report, which Electron does not allow.
  let builder = new AxeBuilder({ page }).setLegacyMode(true);
  builder = only === undefined ? builder.withTags(tags) : builder.withRules([...only]);
  if (without !== undefined) builder = builder.disableRules([...without]);
  if (within !== undefined) builder = builder.include(within);
  const { violations } = await builder.analyze();
  const said = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html, failureSummary = '' }) => `${id}: ${help}\n    at ${target.join(' ')}\n    ${html.slice(0, 200)}\n    ${failureSummary.replaceAll(/\s+/g, ' ')}`),
  );
  expect(said, `what axe finds in: ${what}`).toEqual([]);
}

/** The same in the dark theme, and in the light one what a theme can break. The window takes its theme from the system here, as it does at first. */
export async function expectNoViolationsInThemes(page: Page, what: string, inspection: Inspection = {}): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await expectNoViolations(page, `${what}, light`, { ...inspection, only: rulesOfColour });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoViolations(page, `${what}, dark`, inspection);
}
