import { readFileSync, writeFileSync } from 'node:fs';

/** The kernel's unit for the times in /proc, on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Seconds of CPU that a process has used, its threads included, in user and in kernel mode; null where /proc does not tell. */
export function cpuSeconds(/** @type {number} */ pid) {
  const text = readProc(pid, 'stat');
  if (text === null) return null;
  // The name, in brackets, may hold blanks.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Begins to measure the peak of memory anew, where the kernel lets us. */
export function resetPeakMemory(/** @type {number} */ pid) {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // The peak since the start it is then.
  }
}

/** The most resident memory there was, in MB; null where /proc does not tell. */
export function peakMemoryMb(/** @type {number} */ pid) {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readProc(pid, 'status') ?? '')?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

function readProc(/** @type {number} */ pid, /** @type {string} */ file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
