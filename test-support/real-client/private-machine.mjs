import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../scripts/setup/run.mjs';

const setUpScript = fileURLToPath(new URL('private-machine.sh', import.meta.url));

/**
 * A machine to run tests on that want to change the certificate store, or must not reach any network: namespaces of
 * Linux. `under` goes before a command and its arguments. Says why where the system gives no namespaces.
 * @returns {Promise<{ state: 'ready', under: readonly string[], remove: () => Promise<void> } | { state: 'missing', reason: string }>}
 */
export async function preparePrivateMachine() {
  if (process.platform !== 'linux') return { state: 'missing', reason: 'namespaces are a thing of Linux' };
  const scratch = await mkdtemp(path.join(tmpdir(), 'whence-machine-'));
  const remove = () => rm(scratch, { recursive: true, force: true });
  // Without root, root of a user namespace.
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const under = ['unshare', ...user, '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', setUpScript, scratch];

  const { code, stderr } = await run('unshare', [...under.slice(1), 'true']);
  if (code === 0) return { state: 'ready', under, remove };
  await remove();
  return { state: 'missing', reason: `this system gives no namespaces (${stderr.trim().split('\n')[0] ?? ''})` };
}
