import { describe, expect, it, test } from 'vitest';
import { elsewhereView } from '../../contract/reach-view.ts';
import { elsewhereLines } from './elsewhere-lines.ts';

const facts = { port: 8443, caBundleFile: "/home/me/it's/Whence/ca/bundle.pem" };
const ofWindows = { port: 8443, caBundleFile: String.raw`C:\Users\Me\AppData\Roaming\Whence\ca\bundle.pem` };

function lineOf(platform: NodeJS.Platform, key: string, step = 0): string {
  return elsewhereLines(platform === 'win32' ? ofWindows : facts, platform).find((place) => place.key === key)?.steps[step]?.line ?? '';
}

test.each(['linux', 'darwin', 'win32'] as const)('on %s no line names the folder with the key, or has the proxy listen for others', (platform) => {
  const places = elsewhereView.parse(elsewhereLines(platform === 'win32' ? ofWindows : facts, platform));
  const lines = places.flatMap(({ steps }) => steps.map(({ line }) => line));
  for (const line of lines) {
    expect(line.replaceAll('bundle.pem', '')).not.toMatch(/[\\/]ca(?![\\/])|\.pem|\.key/);
    expect(line).not.toMatch(/0\.0\.0\.0|::|GatewayPorts|\*:/);
  }
  expect(lines.join('\n')).toContain('8443');
});

describe('a container', () => {
  it('shares the network of this machine on Linux, and gets one file', () => {
    expect(lineOf('linux', 'container')).toBe(
      String.raw`docker run --rm -it --network host --mount 'type=bind,source=/home/me/it'\''s/Whence/ca/bundle.pem,target=/etc/whence-bundle.pem,readonly' -e HTTPS_PROXY=http://127.0.0.1:8443 -e https_proxy=http://127.0.0.1:8443 -e NODE_EXTRA_CA_CERTS=/etc/whence-bundle.pem IMAGE claude`,
    );
  });

  it('finds this machine by its name elsewhere', () => {
    for (const platform of ['darwin', 'win32'] as const) {
      expect(lineOf(platform, 'container')).toContain('-e HTTPS_PROXY=http://host.docker.internal:8443 ');
      expect(lineOf(platform, 'container')).not.toContain('--network');
    }
    expect(lineOf('win32', 'container')).toContain(String.raw`--mount 'type=bind,source=C:\Users\Me\AppData\Roaming\Whence\ca\bundle.pem,target=`);
  });

  it('gets a file whose name has a comma in it', () => {
    const places = elsewhereLines({ port: 1, caBundleFile: '/a,b/"c"/bundle.pem' }, 'linux');
    expect(places[0]?.steps[0]?.line).toContain(`--mount 'type=bind,"source=/a,b/""c""/bundle.pem",target=/etc/whence-bundle.pem,readonly'`);
  });
});

test('what a dev container wants is JSON between braces', () => {
  expect(JSON.parse(`{${lineOf('linux', 'dev-container')}}`)).toEqual({
    runArgs: ['--network=host'],
    mounts: ["type=bind,source=/home/me/it's/Whence/ca/bundle.pem,target=/etc/whence-bundle.pem,readonly"],
    remoteEnv: { HTTPS_PROXY: 'http://127.0.0.1:8443', https_proxy: 'http://127.0.0.1:8443', NODE_EXTRA_CA_CERTS: '/etc/whence-bundle.pem' },
  });
  expect(Object.keys(JSON.parse(`{${lineOf('win32', 'dev-container')}}`))).toEqual(['mounts', 'remoteEnv']);
});

test('another machine reaches one port of 127.0.0.1, from its own 127.0.0.1', () => {
  expect(lineOf('linux', 'ssh')).toBe(String.raw`scp '/home/me/it'\''s/Whence/ca/bundle.pem' USER@HOST:whence-bundle.pem`);
  expect(lineOf('linux', 'ssh', 1)).toBe('ssh -o ExitOnForwardFailure=yes -R 127.0.0.1:8443:127.0.0.1:8443 USER@HOST');
  expect(lineOf('linux', 'ssh', 2)).toBe('export HTTPS_PROXY=http://127.0.0.1:8443 https_proxy=http://127.0.0.1:8443 NODE_EXTRA_CA_CERTS="$HOME/whence-bundle.pem"');
});

describe('WSL', () => {
  it('is spoken of on Windows alone', () => {
    expect(elsewhereLines(facts, 'linux').map(({ key }) => key)).toEqual(['container', 'dev-container', 'ssh']);
    expect(elsewhereLines(ofWindows, 'win32').map(({ key }) => key)).toEqual(['container', 'dev-container', 'ssh', 'wsl', 'wsl-forwarded']);
  });

  it('reads the file where it finds the drives of Windows', () => {
    expect(lineOf('win32', 'wsl', 2)).toContain('NODE_EXTRA_CA_CERTS=/mnt/c/Users/Me/AppData/Roaming/Whence/ca/bundle.pem');
  });

  it('is let in by its own network alone, and that can be undone', () => {
    expect(lineOf('win32', 'wsl-forwarded')).toContain("listenaddress=$((Get-NetIPAddress -AddressFamily IPv4 -InterfaceAlias 'vEthernet (WSL*').IPAddress) ");
    expect(lineOf('win32', 'wsl-forwarded', 3)).toContain('portproxy delete');
  });
});
