/** How texts that people and models wrote can be shown. */
export const looks = [
  { value: 'markdown', name: 'Markdown' },
  { value: 'plain', name: 'Plain' },
] as const;
