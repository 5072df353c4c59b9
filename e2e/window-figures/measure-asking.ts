import type { Locator } from 'playwright';
import { timed, type Sample, type Timed } from './figures.ts';
import { samplePress, type OpenWindow } from './open-window.ts';
import { passFrames } from './page-clock.ts';

const rowsInSight = '[role="grid"] [data-row]';
const columns = ['Duration', 'Input', 'Cost', 'Time'];
const filters = ['status:>=400', 'model:sonnet', 'tokens:>50k'];

/** Sorts by several columns, filters and searches, each from the press until other rows are painted. */
export async function measureAsking(opened: OpenWindow): Promise<readonly Timed[]> {
  return [await measureSorting(opened), await measureFiltering(opened), await measureSearching(opened)];
}

async function measureSorting(opened: OpenWindow): Promise<Timed> {
  const { page } = opened;
  const samples: Sample[] = [];
  for (const column of [...columns, ...columns]) {
    const head = page.getByRole('columnheader').filter({ hasText: column }).getByRole('button').first();
    if ((await head.count()) === 0) continue;
    await passFrames(page, 10);
    samples.push(await samplePress(opened, { selectors: [rowsInSight], withinMs: 5000 }, () => head.click()));
  }
  return timed('sort by a column', samples, 'No column could be sorted by.');
}

async function measureFiltering(opened: OpenWindow): Promise<Timed> {
  const { page } = opened;
  const name = 'filter, from Enter';
  const field = await firstOf([page.getByRole('combobox', { name: /filter/i }), page.getByRole('searchbox', { name: /filter/i }), page.getByRole('textbox', { name: /filter/i })]);
  if (field === null) return timed(name, [], 'There is no filter bar yet.');
  const samples: Sample[] = [];
  for (const text of filters) {
    await field.fill(text);
    samples.push(await samplePress(opened, { selectors: [rowsInSight], withinMs: 5000 }, () => field.press('Enter')));
  }
  await field.fill('');
  await field.press('Enter');
  return timed(name, samples, 'The filter did not change the rows.');
}

async function measureSearching(opened: OpenWindow): Promise<Timed> {
  const { page } = opened;
  const name = 'search in all texts, from the key';
  const opener = page.getByRole('button', { name: /^search/i }).first();
  if ((await opener.count()) > 0) await opener.click();
  const field = await firstOf([page.getByRole('searchbox', { name: /search/i }), page.getByRole('textbox', { name: /search/i }), page.getByRole('combobox', { name: /search/i })]);
  if (field === null) return timed(name, [], 'There is no full-text search yet.');
  const samples: Sample[] = [];
  for (const text of ['crate', 'clerk writes']) {
    await field.fill(text);
    samples.push(await samplePress(opened, { selectors: ['mark'], withinMs: 10_000 }, () => field.press('Enter')));
  }
  return timed(name, samples, 'The search showed no excerpt.');
}

async function firstOf(fields: readonly Locator[]): Promise<Locator | null> {
  for (const field of fields) if ((await field.count()) > 0) return field.first();
  return null;
}
