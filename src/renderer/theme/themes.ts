/** The themes to choose from, in the order they are offered, and how to ask for each. */
export const themes = [
  { value: 'system', name: 'As the system', command: "Follow the system's theme" },
  { value: 'light', name: 'Light', command: 'Use the light theme' },
  { value: 'dark', name: 'Dark', command: 'Use the dark theme' },
] as const;
