import type { Context } from 'hono';

// Any strings to the type-checker, which would else want values of their schemas.
export const csvType: string = 'text/csv';
export const markdownType: string = 'text/markdown';

/** Whether a caller asks for this type by name. Who takes anything gets JSON. */
export function wants(context: Context, type: string): boolean {
  const accepted = (context.req.header('accept') ?? '').toLowerCase().split(',');
  return accepted.some((one) => one.split(';', 1)[0]?.trim() === type);
}
