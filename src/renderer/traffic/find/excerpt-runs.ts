interface ExcerptRun {
  readonly text: string;
  readonly isMatch: boolean;
}

/** An excerpt cut at the places that were looked for. Together the runs are the excerpt; places that overlap count once. */
export function excerptRuns(text: string, matches: readonly { readonly start: number; readonly end: number }[]): readonly ExcerptRun[] {
  const runs: ExcerptRun[] = [];
  let at = 0;
  for (const match of matches.toSorted((one, other) => one.start - other.start)) {
    const start = Math.max(at, match.start);
    const end = Math.min(text.length, match.end);
    if (end <= start) continue;
    if (start > at) runs.push({ text: text.slice(at, start), isMatch: false });
    runs.push({ text: text.slice(start, end), isMatch: true });
    at = end;
  }
  if (at < text.length) runs.push({ text: text.slice(at), isMatch: false });
  return runs;
}
