import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { userCacheFolder } from '../../scripts/setup/places.mjs';
import { run } from '../../scripts/setup/run.mjs';
import { say } from '../../scripts/setup/say.mjs';

/** The Claude Code that the tests run: pinned, since what it sends changes with every version. */
export const clientVersion = '2.1.330';

/**
 * Fetches a version of the real Claude Code from the npm registry, once for a user.
 * @param {string} [version]
 * @returns {Promise<{ state: 'installed', binary: string } | { state: 'missing', reason: string }>}
 */
export async function installClient(version = clientVersion) {
  const clientPackage = `@anthropic-ai/claude-code-linux-x64@${version}`;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { state: 'missing', reason: `its package is for Linux on x64, and this is ${process.platform} on ${process.arch}` };
  }
  const folder = path.join(userCacheFolder(), 'claude-code', version);
  const binary = path.join(folder, 'node_modules', '@anthropic-ai', 'claude-code-linux-x64', 'claude');
  if (existsSync(binary)) return { state: 'installed', binary };

  say(`Fetching ${clientPackage} from the npm registry, to be run on a private machine …`);
  const startedAtMs = Date.now();
  await mkdir(path.dirname(folder), { recursive: true });
  const arriving = await mkdtemp(`${folder}-`);
  try {
    // --force: the package is for the runtime it brings, whatever Node this is. Its own install script is not run.
    const { code, stderr } = await run(
      'npm',
      ['install', '--prefix', arriving, '--no-save', '--ignore-scripts', '--force', '--no-audit', '--no-fund', '--loglevel', 'error', clientPackage],
      { cwd: arriving, timeLimitMs: 300_000 },
    );
    if (code !== 0) return { state: 'missing', reason: `npm could not fetch ${clientPackage}: ${stderr.trim().split('\n')[0] ?? ''}` };
    // Another run may have been quicker.
    await rename(arriving, folder).catch(() => undefined);
  } finally {
    await rm(arriving, { recursive: true, force: true });
  }
  if (!existsSync(binary)) return { state: 'missing', reason: `${clientPackage} does not hold the program it should` };
  say(`Fetched it in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s.`);
  return { state: 'installed', binary };
}
