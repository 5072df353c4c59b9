import { expect, test } from 'vitest';
import { removeImport } from './remove-import.ts';

const stored = { listImports: () => [{ number: 7, isSample: false, fileName: 'a\u202eb\n.har', creator: null, importedAtUs: 1, exchanges: 1200 }] };

test('an import is removed only when the user says so in a dialog of the system', async () => {
  const removed: number[] = [];
  const asked: string[] = [];
  const archives = { removeImport: async (number: number) => (removed.push(number), { done: true as const, message: 'The import was removed.' }) };
  const saying = (answer: boolean) => ({ confirm: async ({ message }: { readonly message: string }) => (asked.push(message), answer) });

  expect(await removeImport(saying(false), stored, archives, 7)).toEqual({ done: false, message: '', manualCommand: null });
  expect(removed).toEqual([]);
  expect(await removeImport(saying(true), stored, archives, 8)).toMatchObject({ done: false, message: 'This import is not stored any more.' });
  expect(removed).toEqual([]);
  expect(await removeImport(saying(true), stored, archives, 7)).toMatchObject({ done: true });
  expect(removed).toEqual([7]);
  expect(asked).toEqual(['Remove what was imported from a b .har, with 1,200 requests?', 'Remove what was imported from a b .har, with 1,200 requests?']);
});
