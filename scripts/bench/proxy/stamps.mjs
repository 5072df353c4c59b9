/**
 * The time as text that is found again in whatever it is sent in. The clock is the monotonic one, which the processes of a
 * machine share.
 */
export function stamp() {
  return `@@${nowUs()}@@`;
}

/** Whole microseconds since some moment that is the same for all processes. */
export function nowUs() {
  return Number(process.hrtime.bigint() / 1000n);
}

/**
 * The times of all stamps in `text`, and what follows the last of them, in which another may have begun.
 * @param {string} text
 */
export function readStamps(text) {
  const timesUs = [];
  let end = 0;
  for (const match of text.matchAll(/@@(\d+)@@/g)) {
    timesUs.push(Number(match[1]));
    end = match.index + match[0].length;
  }
  return { timesUs, rest: text.slice(end) };
}
