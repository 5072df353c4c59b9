import type { SavedFilter } from '../../../contract/settings-view.ts';

/** What most people look for, in the order of the list. Errors are those of prompts: a side call that a server refused hurts nobody. */
export const builtInFilters: readonly SavedFilter[] = [
  { name: 'Errors', filter: 'status:>=400 path:/v1/messages -type:count-tokens' },
  { name: 'Failed or cut off', filter: 'state:failed,interrupted' },
  { name: 'Cache misses', filter: 'cache:miss,partial' },
  { name: 'Dearer than $0.50', filter: 'cost:>0.50' },
  { name: 'Rated ≤ 2', filter: 'rated:<=2' },
  { name: 'Not captured', filter: 'state:uncaptured' },
];
