interface SessionOfExchange {
  readonly sessionId: string | null;
  readonly host: string;
  readonly importNumber: number | null;
}

/**
 * The key of the session that an exchange is listed under, as the store's column `session_key` says it: the session that it names, or that of its
 * host. What was imported is in none of what was captured, whatever id a client names.
 */
export function sessionKeyOf({ sessionId, host, importNumber }: SessionOfExchange): string {
  const named = sessionId ?? `host:${host}`;
  if (importNumber !== null) return `import:${importNumber}:${named}`;
  return named.startsWith('import:') ? `id:${named}` : named;
}
