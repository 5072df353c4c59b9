/**
 * The directory that Claude Code says it works in, out of the texts that it wrote itself; null when none says. It stands in the
 * environment section (a message in 2.1.330, the system prompt in 2.1.197), in the `<env>` of some subagents' prompts, and in the first
 * line of what `--bare` sends. The first text that says counts, so give those first that nobody else can write into.
 */
export function workingDirectoryIn(texts: readonly string[]): string | null {
  for (const text of texts) {
    const found = stated.exec(text)?.slice(1).find((directory) => directory !== undefined);
    if (found !== undefined) return found;
  }
  return null;
}

const stated =
  /(?:^|\n)(?:# Environment\nYou have been invoked in the following environment: ?\n - Primary working directory|<env>\nWorking directory): ([^\n]{1,1000})|^CWD: ([^\n]{1,1000})/;
