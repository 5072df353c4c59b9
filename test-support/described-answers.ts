import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Described {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>> }>>>>;
}

export interface AnswerToDescribe {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  /** Undefined where the answer is no JSON. */
  readonly json: unknown;
}

/** An OpenAPI document that answers are held against. */
export class DescribedAnswers {
  readonly document: Described;
  /** Every `GET /path/{id} 200` that a checked answer was described by. */
  readonly seen = new Set<string>();
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  /** By where the schema stands: to compile one takes longer than the call it is for. */
  readonly #checks = new Map<string, ValidateFunction>();

  constructor(document: Described) {
    this.document = document;
    this.#ajv.addSchema(document, 'api');
  }

  /** All that is described, as in `seen`. */
  get all(): readonly string[] {
    return Object.entries(this.document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) => Object.keys(responses).map((status) => `${method.toUpperCase()} ${path} ${status}`)),
    );
  }

  /** What of the answer is not as described; empty where all is. */
  problemsOf({ method, path, status, contentType, json }: AnswerToDescribe): readonly string[] {
    const address = path.replace(/\?.*/s, '');
    const template = Object.keys(this.document.paths).find((one) => new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address));
    if (template === undefined) return [`${address} is not described`];
    const operation = method.toLowerCase();
    const answer = this.document.paths[template]?.[operation]?.responses[String(status)];
    if (answer === undefined) return [`${method} ${template} is not described with ${status}`];
    this.seen.add(`${method} ${template} ${status}`);
    const type = contentType?.replace(/;.*/s, '') ?? null;
    const types = Object.keys(answer.content ?? {});
    if (type === null ? types.length > 0 : !types.includes(type)) return [`${method} ${template} ${status} is described as ${types.join()}, and is ${type}`];
    if (type === null || !type.endsWith('json')) return [];
    const steps = ['paths', template, operation, 'responses', String(status), 'content', type, 'schema'];
    const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const validate = this.#checks.get(pointer) ?? this.#ajv.compile({ $ref: `api#/${pointer}` });
    this.#checks.set(pointer, validate);
    return validate(json) ? [] : (validate.errors ?? []).map(({ instancePath, message, params }) => `${method} ${path} ${instancePath} ${message} ${JSON.stringify(params)}`);
  }
}
