import { z } from 'zod';
import { readIsoTime } from './iso-time.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

export function json(status: number, value: unknown): ApiAnswer {
  return { status, headers: {}, contentType: 'application/json', body: JSON.stringify(value) };
}

export const unknownId = (id: string): ApiAnswer => json(404, { error: `No request with the id ${id} is stored.` });

/** What was expected of mistaken parameters, in a sentence. */
export function sentenceOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}

/** A parameter that is a whole number, and one that is an ISO 8601 time: microseconds since the epoch. */
export const wholeNumber = (least: number, most: number, fallback: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback);

export const time = z.string().transform((text, context) => {
  const atUs = readIsoTime(text);
  if (atUs === null) context.addIssue({ code: 'custom', message: `"${text}" is not an ISO 8601 time` });
  return atUs ?? z.NEVER;
});
