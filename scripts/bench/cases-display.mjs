import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hasDisplay } from '../setup/set-up.mjs';

/**
 * Gives this process and what it starts a display that nobody sees, where there is none.
 * @param {{ width: number, height: number }} [size]
 * @returns {Promise<() => void>} what ends it
 */
export async function provideDisplay({ width, height } = { width: 1280, height: 960 }) {
  if (hasDisplay()) return () => {};
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const written = server.stdio[3];
  if (written === null || written === undefined) throw new Error('Xvfb has no place to write its display to.');
  const [number] = await Promise.race([once(written, 'data'), once(server, 'exit').then(() => [null])]);
  if (number === null) throw new Error('Xvfb did not start, and there is no display for Electron. Install it, or run this with a display.');
  process.env['DISPLAY'] = `:${String(number).trim()}`;
  return () => {
    delete process.env['DISPLAY'];
    server.kill();
  };
}
