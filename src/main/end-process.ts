import { spawn } from 'node:child_process';

const killedAfterS = 1;

/**
 * Ends this process for certain. `process.exit` waits for the threads, and Node can wait for ever for one whose handles do not come to
 * their end; a shell that outlives us has the system end us then.
 */
export function endProcess(code: number): void {
  if (process.platform !== 'win32') {
    spawn('/bin/sh', ['-c', `sleep ${killedAfterS}; kill -9 ${process.pid}`], { detached: true, stdio: 'ignore' })
      .on('error', () => {})
      .unref();
  }
  process.exit(code);
}
