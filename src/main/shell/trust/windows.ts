import { quoteWindows } from '../../quote.ts';
import type { CommandResult } from './run-command.ts';
import type { TrustStore, TrustSystem } from './trust-system.ts';

const verifyArgs = (sha1: string): readonly string[] => ['-user', '-verifystore', 'Root', sha1];
const addArgs = (file: string): readonly string[] => ['-user', '-addstore', 'Root', file];
const deleteArgs = (sha1: string): readonly string[] => ['-user', '-delstore', 'Root', sha1];

/** The user's own store of root certificates, changed with certutil and without an administrator; Windows asks for consent. */
export function windowsStore(system: TrustSystem): TrustStore {
  /** Null when certutil could not be run. */
  const isTrusted = async (sha1: string): Promise<boolean | null> => {
    const { exitCode, output } = await system.run('certutil', verifyArgs(sha1));
    if (exitCode === null) return null;
    // It prints the hash of what it found, in some versions with spaces between the bytes; its other words are translated.
    return exitCode === 0 && output.replaceAll(/\s/g, '').toUpperCase().includes(sha1);
  };

  return {
    async read({ sha1 }) {
      const trusted = await isTrusted(sha1);
      if (trusted === null) {
        const message = 'The program "certutil", which would tell, could not be run.';
        return { state: 'cannot-tell', message, manualCommand: `certutil ${verifyArgs(sha1).join(' ')}` };
      }
      return trusted
        ? { state: 'trusted', message: 'The certificate is in your user\'s store of trusted roots.', manualCommand: null }
        : { state: 'not-trusted', message: 'The certificate is not in your user\'s store of trusted roots.', manualCommand: null };
    },
    async trust({ file, sha1 }) {
      const manualCommand = `certutil -user -addstore Root ${quoteWindows(file)}`;
      const added = await system.run('certutil', addArgs(file));
      if (added.exitCode !== 0) return { done: false, message: describeFailure(added), manualCommand };
      if ((await isTrusted(sha1)) !== false) return { done: true, message: 'The certificate is in your user\'s store of trusted roots.' };
      return { done: false, message: 'certutil ended without an error, but the certificate is not in the store.', manualCommand };
    },
    async remove({ sha1 }) {
      const manualCommand = `certutil ${deleteArgs(sha1).join(' ')}`;
      const removed = await system.run('certutil', deleteArgs(sha1));
      if ((await isTrusted(sha1)) === false) return { done: true, message: 'The certificate is no longer in your user\'s store of trusted roots.' };
      return { done: false, message: describeFailure(removed), manualCommand };
    },
  };
}

// ERROR_CANCELLED as an HRESULT, which certutil prints and ends with.
const declined = /0x800704c7/i;
const declinedCodes = [-2147023673, 2147943623];

function describeFailure({ exitCode, missing, output }: CommandResult): string {
  if (missing) return 'The program "certutil" is not installed, so the store cannot be changed.';
  if (declined.test(output) || (exitCode !== null && declinedCodes.includes(exitCode))) return 'The prompt was declined, so nothing was changed.';
  const said = output.trim().split('\n').at(-1)?.trim() ?? '';
  return `certutil failed (${said === '' ? `exit code ${exitCode ?? 'unknown'}` : said}). Run the command in a terminal to see more.`;
}
