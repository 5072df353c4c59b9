/** What a thrown value says, for a sentence. Not for captured text: its words would be in it. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
