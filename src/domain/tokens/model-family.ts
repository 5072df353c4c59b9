/** Longer than any model's name. */
const longestName = 80;

/**
 * A model's name without what says where or when: the provider before it, the snapshot's date and the context window behind it
 * (`us.anthropic.claude-sonnet-4-5-20250929-v1:0`, `claude-opus-5-5[1m]`). Snapshots of one family share a tokenizer.
 */
export function modelFamily(model: string): string {
  return model
    .slice(0, longestName)
    .toLowerCase()
    .replace(/^.*[./](?=claude)/, '')
    .replace(/\[[^\]]*\]$/, '')
    .replace(/(?:[-@]v?\d{8}|@.*|-latest)?(?:-v\d+(?::\d+)?)?$/, '');
}
