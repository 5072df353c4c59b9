import { lazy } from 'react';

// What draws markdown and what shows code are most of the window's own code: it is not read before the first rows are there.
const conversation = () => import('./conversation/conversation-tab.tsx');
const response = () => import('./response/response-tab.tsx');
const raw = () => import('./raw/raw-tab.tsx');

export const ConversationTab = lazy(async () => ({ default: (await conversation()).ConversationTab }));
export const ResponseTab = lazy(async () => ({ default: (await response()).ResponseTab }));
export const RawTab = lazy(async () => ({ default: (await raw()).RawTab }));

/** Reads the code of these tabs, so that opening the first of them need not wait for it. */
export async function readLateTabs(): Promise<void> {
  await Promise.all([conversation(), response(), raw()]);
}
