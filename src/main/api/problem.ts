import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Everything that can be wrong with a request, and with us: what it is called, and its status. */
const problems = {
  'bad-parameter': { status: 400, title: 'A parameter is mistaken' },
  'bad-body': { status: 400, title: 'The body is mistaken' },
  'no-token': { status: 401, title: 'The API token is missing or wrong' },
  'foreign-host': { status: 403, title: 'The request is for another host' },
  'foreign-origin': { status: 403, title: 'The request comes from a page of another origin' },
  'unknown-id': { status: 404, title: 'Nothing with this id is stored' },
  'unknown-address': { status: 404, title: 'There is nothing at this address' },
  'no-response': { status: 404, title: 'No response has come' },
  'content-removed': { status: 410, title: 'The content was removed' },
  'method-not-allowed': { status: 405, title: 'This address has another method' },
  'too-slow': { status: 408, title: 'The request took too long to arrive' },
  'length-required': { status: 411, title: 'The length of the body is not said' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'address-too-long': { status: 414, title: 'The address is too long' },
  'not-json': { status: 415, title: 'The body is not JSON' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  'malformed': { status: 400, title: 'This is no HTTP request' },
  'failed': { status: 500, title: 'Whence failed' },
  'busy': { status: 503, title: 'The database is busy' },
} as const;

export type ProblemCode = keyof typeof problems;
type StatusOf<Code extends ProblemCode> = (typeof problems)[Code]['status'];

/** One mistake: which parameter, or where in the body (a JSON pointer); of a filter also where in it, in UTF-16 units. */
const mistake = z.strictObject({
  detail: z.string(),
  parameter: z.string().optional(),
  pointer: z.string().optional(),
  start: z.int().optional(),
  end: z.int().optional(),
  found: z.string().optional(),
  expected: z.string().optional(),
  /** What may have been meant. */
  nearest: z.array(z.string()).readonly().optional(),
});
export type Mistake = z.infer<typeof mistake>;

/** An error as RFC 9457 has it. */
export const problemDocument = z
  .strictObject({
    type: z.string().openapi({ description: `One of ${Object.keys(problems).map((code) => `urn:problem-type:whence:${code}`).join(', ')}` }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(mistake).readonly().optional(),
  })
  .openapi('Problem');

export const problemType = 'application/problem+json';

/** The problem of this code; `detail` says what is wrong with this request. */
export function problem(code: ProblemCode, detail: string, errors?: readonly Mistake[]): z.infer<typeof problemDocument> {
  const { status, title } = problems[code];
  return { type: `urn:problem-type:whence:${code}`, title, status, detail, ...(errors === undefined ? {} : { errors }) };
}

/** Answers with a problem; the type of the answer says its status, so that a route has to have it in its description. */
export function refuse<Code extends ProblemCode>(context: Context, code: Code, detail: string, errors?: readonly Mistake[]) {
  const status: StatusOf<Code> & ContentfulStatusCode = problems[code].status;
  return context.json(problem(code, detail, errors), status, { 'content-type': problemType });
}

/** For parameters that cannot be read; each mistake is a sentence. */
export const refuseMistakes = (context: Context, mistakes: readonly Mistake[]) => refuse(context, 'bad-parameter', mistakes.map(({ detail }) => detail).join(' '), mistakes);

export const unknownId = (context: Context, id: string) => refuse(context, 'unknown-id', `No request with the id ${id} is stored.`);

/** The descriptions of the problems that a route may answer with. */
export function problemAnswers<Status extends 400 | 404 | 410 | 415 | 503>(...statuses: readonly Status[]) {
  const content = { [problemType]: { schema: problemDocument } };
  const description = { 400: 'A parameter or the body is mistaken.', 404: 'It is not stored.', 410: 'Retention removed it.', 415: 'The body is not JSON.', 503: 'The database is busy; try again.' };
  const answers: Partial<Record<Status, { readonly description: string; readonly content: typeof content }>> = {};
  for (const status of statuses) answers[status] = { description: description[status], content };
  return answers;
}
