/** What stands over the window, one at a time. */
export type WindowDialog = 'palette' | 'keys' | 'import' | 'export';
