import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own, in memory. */
export interface SmallDisk {
  readonly folder: string;
  /** Makes it larger or smaller, or one that cannot be written to, as it is in use. */
  remount(options: string): void;
  /** Nothing on it may be in use any more. */
  remove(): void;
}

/** Mounts a disk of so many megabytes. Throws where this system does not let us: see `whyNoSmallDisk`. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'whence-test', folder], { stdio: 'pipe' });
  return {
    folder,
    remount: (options) => void execFileSync('mount', ['-o', `remount,${options}`, folder], { stdio: 'pipe' }),
    remove: () => {
      execFileSync('umount', ['--lazy', folder], { stdio: 'pipe' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Why disks cannot be mounted here, in words for the name of a test that is skipped; null where they can. */
export function whyNoSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'a small disk is only mounted on Linux';
  if (process.getuid?.() !== 0) return 'only root may mount a small disk';
  try {
    mountSmallDisk(1).remove();
    return null;
  } catch {
    return 'this system does not let even root mount a small disk';
  }
}
