import { watchFile } from 'node:fs';

const lookEveryMs = 2000;

/** Tells when the settings file may have been written by another program, an editor for one. Looked at from time to time: editors replace files, which ends a watch of the file itself. */
export function followSettingsFile(file: string, onWritten: () => void): void {
  watchFile(file, { interval: lookEveryMs, persistent: false }, onWritten);
}
