import { quotePosix } from '../../quote.ts';
import type { CommandResult } from './run-command.ts';
import type { TrustCertificate, TrustStore, TrustSystem } from './trust-system.ts';

const untrustArgs = (file: string): readonly string[] => ['remove-trusted-cert', file];
// -l: what is verified is itself an authority; -L: nothing is fetched; -q: only the exit code speaks.
const verifyArgs = (file: string): readonly string[] => ['verify-cert', '-l', '-L', '-q', '-p', 'basic', '-c', file];

/** The user's login keychain, changed with `security` and without sudo; macOS asks for the user's password or fingerprint. */
export function macosStore(system: TrustSystem): TrustStore {
  const keychain = `${system.home}/Library/Keychains/login.keychain-db`;
  // Trusted for TLS and its chain only, not for code or mail.
  const addArgs = (file: string): readonly string[] => ['add-trusted-cert', '-r', 'trustRoot', '-p', 'ssl', '-p', 'basic', '-k', keychain, file];
  const deleteArgs = ({ sha1 }: TrustCertificate): readonly string[] => ['delete-certificate', '-Z', sha1, keychain];
  const isTrusted = async ({ file }: TrustCertificate): Promise<boolean | null> => {
    const { exitCode } = await system.run('security', verifyArgs(file));
    return exitCode === null ? null : exitCode === 0;
  };

  return {
    async read(certificate) {
      const trusted = await isTrusted(certificate);
      if (trusted === null) {
        const message = 'The program "security", which would tell, could not be run.';
        return { state: 'cannot-tell', message, manualCommand: typed(verifyArgs(certificate.file)) };
      }
      return trusted
        ? { state: 'trusted', message: 'The certificate is trusted by this Mac for your user.', manualCommand: null }
        : { state: 'not-trusted', message: 'The certificate is not among those this Mac trusts for your user.', manualCommand: null };
    },
    async trust(certificate) {
      const manualCommand = typed(addArgs(certificate.file));
      const added = await system.run('security', addArgs(certificate.file));
      if (added.exitCode !== 0) return { done: false, message: describeFailure(added), manualCommand };
      if ((await isTrusted(certificate)) !== false) return { done: true, message: 'The certificate is trusted by this Mac for your user.' };
      return { done: false, message: 'The certificate was added to the login keychain, but this Mac does not trust it yet.', manualCommand };
    },
    async remove(certificate) {
      const manualCommand = `${typed(untrustArgs(certificate.file))}; ${typed(deleteArgs(certificate))}`;
      // The settings of trust and the certificate are two things; either may be gone already.
      const untrusted = await system.run('security', untrustArgs(certificate.file));
      if (wasDeclined(untrusted) || untrusted.missing) return { done: false, message: describeFailure(untrusted), manualCommand };
      const deleted = await system.run('security', deleteArgs(certificate));
      if ((await isTrusted(certificate)) === false) return { done: true, message: 'The certificate is no longer trusted by this Mac.' };
      return { done: false, message: describeFailure(untrusted.exitCode === 0 ? deleted : untrusted), manualCommand };
    },
  };
}

function typed(args: readonly string[]): string {
  return ['security', ...args].map(quotePosix).join(' ');
}

function wasDeclined({ exitCode, output }: CommandResult): boolean {
  return exitCode !== 0 && /cancell?ed/i.test(output);
}

function describeFailure(result: CommandResult): string {
  if (result.missing) return 'The program "security" is not installed, so the keychain cannot be changed.';
  if (wasDeclined(result)) return 'The prompt was declined, so nothing was changed.';
  if (/no user interaction/i.test(result.output)) {
    return 'macOS could not ask you for consent, as it does in a session at the screen. Run the command in Terminal on the Mac itself.';
  }
  const said = result.output.split('\n').at(-1) ?? '';
  return `The keychain could not be changed (${said === '' ? `exit code ${result.exitCode ?? 'unknown'}` : said}). Run the command in Terminal to see more.`;
}
