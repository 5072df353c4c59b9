/**
 * The milliseconds that this process has worked so far. For tests that a work's time grows no faster than its size: a busy machine keeps a process
 * waiting, and does not make it work more.
 */
export function processorMs(): number {
  return process.cpuUsage().user / 1000;
}
