import type { ElsewhereView } from '../../contract/reach-view.ts';
import { quotePosix, quotePowerShell, quoteWindows } from '../quote.ts';

export interface ElsewhereFacts {
  readonly port: number;
  /** The certificates alone: the folder that it is in holds the key, and is never to be given away. */
  readonly caBundleFile: string;
}

type Place = ElsewhereView[number];

/** The bundle's name in a container. */
const inContainer = '/etc/whence-bundle.pem';

/**
 * What leads a claude that runs elsewhere through the proxy. The proxy listens on 127.0.0.1 of this machine and stays there, so that each place is
 * brought to it; and each gets the file of the certificates, never the folder with the authority's key. Names that the user has to
 * put in are in capital letters.
 */
export function elsewhereLines(facts: ElsewhereFacts, platform: NodeJS.Platform = process.platform): ElsewhereView {
  const onLinux = platform === 'linux';
  return [
    ...(onLinux ? [hostNetwork(facts)] : [dockerDesktop(facts, platform)]),
    devContainer(facts, onLinux),
    ssh(facts, platform),
    ...(platform === 'win32' ? [wslMirrored(facts), wslForwarded(facts)] : []),
  ];
}

function hostNetwork({ port, caBundleFile }: ElsewhereFacts): Place {
  return {
    key: 'container',
    name: 'Docker, Podman',
    about: 'The container shares this machine’s network, and so reaches the proxy where it listens. It gets one file: the certificates.',
    steps: [
      { what: `${yourImage} With Podman the line begins with podman.`, line: dockerRun(port, '127.0.0.1', caBundleFile, ['--network', 'host'], quotePosix) },
      { what: 'Where SELinux is on (Fedora, RHEL), with this behind run, or the file cannot be read:', line: '--security-opt label=disable' },
    ],
    note: `${renewed} With Docker Desktop for Linux, host.docker.internal takes the place of 127.0.0.1, and the network option goes.`,
    caution: null,
  };
}

function dockerDesktop({ port, caBundleFile }: ElsewhereFacts, platform: NodeJS.Platform): Place {
  return {
    key: 'container',
    name: 'Docker Desktop, Podman',
    about: 'host.docker.internal is this machine, its 127.0.0.1 included. The container gets one file: the certificates.',
    steps: [
      {
        what: `${yourImage}${platform === 'win32' ? ' For PowerShell.' : ''} With Podman the line begins with podman.`,
        line: dockerRun(port, 'host.docker.internal', caBundleFile, [], platform === 'win32' ? quotePowerShell : quotePosix),
      },
    ],
    note: renewed,
    caution: null,
  };
}

function dockerRun(port: number, host: string, bundle: string, network: readonly string[], quote: (word: string) => string): string {
  const mount = ['--mount', quote(mountOf(bundle))];
  const variables = variablesOf(port, host, inContainer).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  return ['docker run --rm -it', ...network, ...mount, ...variables, 'IMAGE claude'].join(' ');
}

/** As comma-separated values, which is how the option is read. */
function mountOf(bundle: string): string {
  const source = `source=${bundle}`;
  return ['type=bind', /[,"]/.test(source) ? `"${source.replaceAll('"', '""')}"` : source, `target=${inContainer}`, 'readonly'].join(',');
}

function devContainer({ port, caBundleFile }: ElsewhereFacts, onLinux: boolean): Place {
  const host = onLinux ? '127.0.0.1' : 'host.docker.internal';
  const entries = {
    ...(onLinux ? { runArgs: ['--network=host'] } : {}),
    mounts: [mountOf(caBundleFile)],
    remoteEnv: Object.fromEntries(variablesOf(port, host, inContainer)),
  };
  return {
    key: 'dev-container',
    name: 'Dev container',
    about: 'For devcontainer.json, beside what is in it already; then rebuild the container.',
    // Without the braces: it goes between those of the file.
    steps: [{ what: 'In the file’s outermost braces:', line: JSON.stringify(entries, null, 2).split('\n').slice(1, -1).map((line) => line.slice(2)).join('\n') }],
    note: onLinux ? 'With Docker Desktop for Linux, leave runArgs out and write host.docker.internal in the place of 127.0.0.1.' : null,
    caution: 'The file names a folder of yours. Do not commit it where others use it, too.',
  };
}

function ssh({ port, caBundleFile }: ElsewhereFacts, platform: NodeJS.Platform): Place {
  const file = platform === 'win32' ? quoteWindows(caBundleFile) : quotePosix(caBundleFile);
  return {
    key: 'ssh',
    name: 'SSH',
    about: 'The other machine reaches the proxy backwards through your connection, for as long as it is open.',
    steps: [
      { what: 'Once: copy the certificates, here. Put your own in the place of USER@HOST.', line: `scp ${file} USER@HOST:whence-bundle.pem` },
      { what: 'Then sign in, here:', line: `ssh -o ExitOnForwardFailure=yes -R 127.0.0.1:${port}:127.0.0.1:${port} USER@HOST` },
      { what: 'There, in bash, zsh or fish, before you start claude:', line: `export ${exported(port, '"$HOME/whence-bundle.pem"')}` },
    ],
    note: `When ssh says that it cannot forward the port, something there listens on it. Then put another number in the place of the first ${port}, and into the third line.`,
    caution: 'Others who can sign in on that machine can use the port while you are connected, and reach through it what this machine reaches. Use it where you are alone.',
  };
}

function wslMirrored({ port, caBundleFile }: ElsewhereFacts): Place {
  return {
    key: 'wsl',
    name: 'WSL 2',
    about: 'With mirrored networking (Windows 11, 22H2 or newer) 127.0.0.1 in WSL is that of Windows.',
    steps: [
      { what: 'Once, in the file .wslconfig in your Windows home folder:', line: '[wsl2]\nnetworkingMode=mirrored' },
      { what: 'Then, in PowerShell. It ends what runs in WSL:', line: 'wsl --shutdown' },
      { what: 'In WSL, before you start claude:', line: `export ${exported(port, quotePosix(wslPath(caBundleFile)))}` },
    ],
    note: 'Where drives are not found under /mnt, the path of the file is another one: wslpath says it.',
    caution: null,
  };
}

function wslForwarded({ port, caBundleFile }: ElsewhereFacts): Place {
  const address = "$((Get-NetIPAddress -AddressFamily IPv4 -InterfaceAlias 'vEthernet (WSL*').IPAddress)";
  const gateway = "$(ip route show default | cut -d ' ' -f 3)";
  return {
    key: 'wsl-forwarded',
    name: 'WSL 2 without mirroring',
    about: 'Windows passes one port of its WSL network on to 127.0.0.1. It takes an administrator, and has to be done again when the address has changed, as after a restart.',
    steps: [
      { what: 'In PowerShell, as administrator:', line: `netsh interface portproxy add v4tov4 listenaddress=${address} listenport=${port} connectaddress=127.0.0.1 connectport=${port}` },
      { what: 'There too, for the firewall:', line: `New-NetFirewallRule -DisplayName 'Whence for WSL' -Direction Inbound -InterfaceAlias 'vEthernet (WSL*' -Action Allow -Protocol TCP -LocalPort ${port}` },
      { what: 'In WSL, before you start claude:', line: `export ${exported(port, quotePosix(wslPath(caBundleFile)), gateway)}` },
      { what: 'To undo it, in PowerShell, as administrator:', line: `netsh interface portproxy delete v4tov4 listenaddress=${address} listenport=${port}; Remove-NetFirewallRule -DisplayName 'Whence for WSL'` },
    ],
    note: null,
    caution: 'Everything that runs in WSL can use the port then.',
  };
}

const yourImage = 'Put your image in the place of IMAGE.';
const renewed = 'When Whence has made a new certificate, start the container anew.';

function variablesOf(port: number, host: string, bundle: string): readonly (readonly [string, string])[] {
  const url = `http://${host}:${port}`;
  return [
    ['HTTPS_PROXY', url],
    ['https_proxy', url],
    ['NODE_EXTRA_CA_CERTS', bundle],
  ];
}

/** `bundle` and `host` as the shell is to read them. */
function exported(port: number, bundle: string, host = '127.0.0.1'): string {
  return variablesOf(port, host, bundle)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** Where WSL finds a file of a drive of Windows. */
function wslPath(file: string): string {
  return file.replace(/^([A-Za-z]):/, (_whole, drive: string) => `/mnt/${drive.toLowerCase()}`).replaceAll('\\', '/');
}
