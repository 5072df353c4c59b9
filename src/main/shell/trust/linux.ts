import type { Outcome } from '../../../contract/calls.ts';
import type { TrustState } from '../../../contract/status-view.ts';
import { splitCertificates, systemBundleFiles } from '../../certificate-files.ts';
import { quotePosix } from '../../quote.ts';
import type { TrustCertificate, TrustStore, TrustSystem } from './trust-system.ts';

/** A change to the store: what is run as root, at one prompt, and the same for the user to type. */
interface LinuxChange {
  readonly command: readonly string[];
  readonly manualCommand: string;
}

/** How a distribution takes a certificate in and out. */
interface LinuxTool {
  readonly name: string;
  add(certificate: TrustCertificate): LinuxChange;
  remove(certificate: TrustCertificate): LinuxChange;
}

/** The trust store of a Linux distribution, changed through its own tool, as root or through pkexec. */
export function linuxStore(system: TrustSystem): TrustStore {
  const read = (certificate: TrustCertificate): TrustState => readBundles(system, certificate);
  const change = async (certificate: TrustCertificate, direction: 'add' | 'remove'): Promise<Outcome> => {
    const tool = findTool(system);
    if (tool === null) {
      const message =
        'None of update-ca-certificates, update-ca-trust and trust is installed, so the system store cannot be changed. ' +
        'Install your distribution\'s "ca-certificates" package, or set NODE_EXTRA_CA_CERTS as the app shows: Claude Code needs no more.';
      return { done: false, message, manualCommand: null };
    }
    const { command, manualCommand } = tool[direction](certificate);
    const failed = await runAsRoot(system, command, tool.name);
    if (failed !== null) return { done: false, message: failed, manualCommand };

    // The tool's word is not enough: what counts is what the bundle holds now.
    const { state } = read(certificate);
    if (direction === 'add') {
      if (state === 'trusted') return { done: true, message: 'The certificate is trusted by this system.' };
      const message = `${tool.name} ended without an error, but the certificate is not among those the system trusts.`;
      return { done: false, message, manualCommand };
    }
    if (state !== 'trusted') return { done: true, message: 'The certificate is no longer trusted by this system.' };
    const message = `${tool.name} ended without an error, but the system still trusts the certificate: it was also added in another way, under another file name.`;
    return { done: false, message, manualCommand };
  };
  return {
    read: async (certificate) => read(certificate),
    trust: (certificate) => change(certificate, 'add'),
    remove: (certificate) => change(certificate, 'remove'),
  };
}

function readBundles(system: TrustSystem, certificate: TrustCertificate): TrustState {
  const wanted = base64Of(certificate.pem);
  let readable = false;
  for (const file of systemBundleFiles) {
    const text = system.readText(file);
    if (text === null) continue;
    readable = true;
    if (splitCertificates(text).some((pem) => base64Of(pem) === wanted)) {
      return { state: 'trusted', message: `The certificate is in ${file}.`, manualCommand: null };
    }
  }
  if (readable) return { state: 'not-trusted', message: 'The certificate is not among those this system trusts.', manualCommand: null };
  const message = 'Whence found none of the files in which distributions keep the certificates they trust.';
  return { state: 'cannot-tell', message, manualCommand: `trust list --filter=ca-anchors | grep -A3 Whence` };
}

function base64Of(pem: string): string {
  return pem.replaceAll(/-----[^-]+-----|\s/g, '');
}

function findTool(system: TrustSystem): LinuxTool | null {
  const program = (name: string): string | null => system.findProgram(name);
  const updateCertificates = program('update-ca-certificates');
  if (updateCertificates !== null) {
    // openSUSE has the program, but another folder.
    const folder = system.exists('/etc/pki/trust/anchors') ? '/etc/pki/trust/anchors' : '/usr/local/share/ca-certificates';
    return anchorFolder('update-ca-certificates', folder, [updateCertificates], [updateCertificates, '--fresh']);
  }
  const updateTrust = program('update-ca-trust');
  if (updateTrust !== null && system.exists('/etc/pki/ca-trust/source/anchors')) {
    return anchorFolder('update-ca-trust', '/etc/pki/ca-trust/source/anchors', [updateTrust], [updateTrust]);
  }
  const trust = program('trust');
  if (trust === null) return null;
  return {
    name: 'trust anchor',
    add: ({ file }) => single([trust, 'anchor', '--store', file]),
    remove: ({ file }) => single([trust, 'anchor', '--remove', file]),
  };
}

// Two steps at one prompt. The scripts are fixed: programs and paths are parameters, never read as shell text. The certificate
// itself is one too: our file could be made a link to one of root's while the prompt is open, and would be copied for all to read.
const writeAndRun = 'umask 022 && mkdir -p "${2%/*}" && printf "%s\\n" "$1" >"$2" && shift 2 && "$@"';
const deleteAndRun = 'rm -f "$1" && shift && "$@"';

/** A tool that reads a folder of certificates, where ours is a file of its own. */
function anchorFolder(name: string, folder: string, afterAdding: readonly string[], afterRemoving: readonly string[]): LinuxTool {
  const anchorOf = ({ sha256 }: TrustCertificate): string => `${folder}/whence-ca-${sha256.slice(0, 8).toLowerCase()}.crt`;
  return {
    name,
    add(certificate) {
      const anchor = anchorOf(certificate);
      return {
        command: ['/bin/sh', '-c', writeAndRun, 'sh', certificate.pem.trim(), anchor, ...afterAdding],
        manualCommand: `${sudo(['install', '-D', '-m', '0644', certificate.file, anchor])} && ${sudo(afterAdding)}`,
      };
    },
    remove(certificate) {
      const anchor = anchorOf(certificate);
      return {
        command: ['/bin/sh', '-c', deleteAndRun, 'sh', anchor, ...afterRemoving],
        manualCommand: `${sudo(['rm', '-f', anchor])} && ${sudo(afterRemoving)}`,
      };
    },
  };
}

function single(command: readonly string[]): LinuxChange {
  return { command, manualCommand: sudo(command) };
}

function sudo(command: readonly string[]): string {
  return ['sudo', ...command].map(quotePosix).join(' ');
}

/** Runs the command as root and answers null, or a sentence that says why it did not succeed. */
async function runAsRoot(system: TrustSystem, command: readonly string[], tool: string): Promise<string | null> {
  const pkexec = system.isRoot ? null : system.findProgram('pkexec');
  if (!system.isRoot && pkexec === null) {
    return "This needs an administrator's rights, and pkexec, which would ask for them, is not installed. Run the command in a terminal instead.";
  }
  const [program = '', ...args] = pkexec === null ? command : [pkexec, ...command];
  const { exitCode, missing, output } = await system.run(program, args);
  if (exitCode === 0) return null;
  if (missing) return `${program} could not be started: it is not installed. Run the command in a terminal instead.`;
  // pkexec(1): 126 when the dialog was dismissed, 127 when there was no authorization or nobody to ask.
  if (pkexec !== null && exitCode === 126) return 'The prompt was declined, so nothing was changed.';
  if (pkexec !== null && exitCode === 127) {
    return `The system did not give the rights for it (${lastLine(output)}). Run the command in a terminal instead.`;
  }
  return `${tool} failed (${exitCode === null ? 'it was ended' : `exit code ${exitCode}`}: ${lastLine(output)}). Run the command in a terminal to see more.`;
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
