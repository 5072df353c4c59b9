import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

const parsed = (...argv: string[]) => {
  const result = parseOptions(argv);
  if (!result.valid) throw new Error(result.message);
  return result.options;
};
const mistake = (...argv: string[]) => {
  const result = parseOptions(argv);
  return result.valid ? null : result.message;
};

describe('parseOptions', () => {
  it('reads every option, the repeated ones in order', () => {
    expect(
      parsed('--port', '0', '--api-port=0', '--data-dir', '/d', '--no-standby', '--intercept', 'A.test', '--intercept', 'b.test'),
    ).toEqual({
      port: 0,
      apiPort: 0,
      dataDir: '/d',
      standby: false,
      standbyOnly: false,
      interceptHosts: ['a.test', 'b.test'],
      connectTo: [],
      upstreamCaFiles: [],
    });
  });

  it('reads connect-to as curl does: IPv6 in brackets, an empty host or port for any, or for the one asked for', () => {
    const options = ['api.test:443:127.0.0.1:8001', '[::1]:1:[::2]:2', '::h.test:9', 'a.test:443::'].flatMap((value) => ['--connect-to', value]);
    expect(parsed(...options).connectTo).toEqual([
      { fromHost: 'api.test', fromPort: 443, toHost: '127.0.0.1', toPort: 8001 },
      { fromHost: '::1', fromPort: 1, toHost: '::2', toPort: 2 },
      { fromHost: null, fromPort: null, toHost: 'h.test', toPort: 9 },
      { fromHost: 'a.test', fromPort: 443, toHost: null, toPort: null },
    ]);
  });

  it('names each mistake', () => {
    expect(mistake('--port', 'abc')).toContain('--port');
    expect(mistake('--port', '70000')).toContain('65535');
    expect(mistake('--connect-to', 'nonsense')).toContain('HOST1:PORT1:HOST2:PORT2');
    expect(mistake('--connect-to', 'a.test:443:b.test:65536')).toContain('HOST1:PORT1:HOST2:PORT2');
    expect(mistake('--connect-to', 'a.test:99999:b.test:1')).toContain('HOST1:PORT1:HOST2:PORT2');
    expect(mistake('--no-such-option')).toContain('no-such-option');
  });

  it.each(['', '.', '*.test', 'a.test.', 'a test', 'a.test:443', '[::1]'])('refuses to intercept "%s", which is no host', (host) => {
    expect(mistake(`--intercept=${host}`)).toContain('--intercept');
  });

  it('lets foreign switches pass where it is told to', () => {
    const result = parseOptions(['--no-sandbox', '--remote-debugging-port=0', '--port=1', '.'], { ignoreUnknown: true });
    expect(result.valid && result.options.port).toBe(1);
  });
});
