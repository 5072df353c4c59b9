/** The parts of the settings, in the order of the page. */
export const settingsSections = [
  { id: 'recording', name: 'Recording' },
  { id: 'data', name: 'Data' },
  { id: 'connection', name: 'Connection' },
  { id: 'window', name: 'Window' },
  { id: 'closing', name: 'Closing' },
  { id: 'leaving', name: 'Leaving' },
] as const;
export type SettingsSection = (typeof settingsSections)[number]['id'];

interface IndexedSetting {
  readonly section: SettingsSection;
  readonly name: string;
  /** What it does, in a line. */
  readonly about: string;
  /** By what else it is looked for. */
  readonly words: string;
}

/** Every setting, by the name it has in the URL. */
export const settingsIndex = {
  capture: { section: 'recording', name: 'Recording', about: 'Off, everything passes through unopened, and each connection is listed as unseen. What is stored stays readable.', words: 'capture pause stop on off' },
  hosts: { section: 'recording', name: 'Hosts to open', about: 'All other hosts pass through unopened: Whence sees their names and nothing else.', words: 'intercept domain api certificate gateway' },
  masking: {
    section: 'recording',
    name: 'Secrets to mask',
    about: 'Secrets are masked before anything is stored; what goes to the server is not changed. Credential headers are always masked.',
    words: 'masking credentials tokens keys redact privacy',
  },
  retention: { section: 'data', name: 'What is kept', about: 'How long and how much is kept; what is beyond goes, the oldest first.', words: 'retention days megabytes delete disk storage limit' },
  places: { section: 'data', name: 'Where things are', about: 'Files of Whence that you may want to name elsewhere.', words: 'folder path certificate bundle data directory' },
  port: { section: 'connection', name: 'Port', about: 'Where Claude Code reaches Whence, on 127.0.0.1 only. If it is taken at the start, the next free one is used.', words: 'address listen number' },
  'upstream-proxy': { section: 'connection', name: 'Proxy on the way out', about: 'Through which proxy, if any, Whence reaches the servers.', words: 'upstream corporate company HTTPS_PROXY NO_PROXY password login' },
  api: { section: 'connection', name: 'Local API', about: 'Programs on this machine that have the token can read what was captured, rate and pin requests. Web pages and other machines are refused.', words: 'http token port rest' },
  theme: { section: 'window', name: 'Theme', about: 'The colours of the window.', words: 'dark light system appearance colours' },
  'window-closed': { section: 'window', name: 'When the window is closed', about: 'Whether recording ends with the window.', words: 'tray background quit hide close' },
  'at-quit': { section: 'closing', name: 'When Whence is closed', about: 'What becomes of the port that terminals point at.', words: 'quit standby exit' },
  'claude-settings': { section: 'closing', name: 'All of Claude Code', about: 'What becomes of Claude Code’s own settings when Whence is closed, where Set-up has set them.', words: 'settings.json quit undo' },
  'login-item': { section: 'closing', name: 'When you sign in', about: 'Whether the standby keeps the port before Whence is open.', words: 'login autostart boot reboot startup' },
  remove: { section: 'leaving', name: 'Remove everything', about: 'Takes Whence off this machine: trust, settings edits, login item, command and data, each with its result.', words: 'uninstall delete remove leave reset' },
} as const satisfies Record<string, IndexedSetting>;
export type SettingId = keyof typeof settingsIndex;

const settingIds = Object.keys(settingsIndex) as SettingId[];

/** The settings of a section that hold all words of `wanted`, in name, line or otherwise; all of them where nothing is wanted. */
export function settingsOf(section: SettingsSection, wanted: string): readonly SettingId[] {
  const words = wanted.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return settingIds.filter((id) => {
    const { section: of, name, about, words: others } = settingsIndex[id];
    const text = `${name} ${about} ${others}`.toLowerCase();
    return of === section && words.every((word) => text.includes(word));
  });
}
