import { Ajv, type AnySchema } from 'ajv';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import schemas from 'har-schema';

/** What the published HAR 1.2 schemas object to in a value; empty for a valid archive. */
export function harProblems(value: unknown): readonly string[] {
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? error.keyword}`);
}

const validate = compile();

function compile() {
  // `min` and `optional` are words that the schemas use and JSON Schema does not know.
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addMetaSchema(draft06);
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
  ajv.addFormat('uri', (text: string) => URL.canParse(text) && /^[\x21-\x7e]+$/.test(text));
  ajv.addFormat('ipv4', true);
  ajv.addFormat('ipv6', true);
  const all: Readonly<Record<string, AnySchema>> = schemas;
  for (const schema of Object.values(all)) ajv.addSchema(schema);
  const found = ajv.getSchema('har.json#');
  if (found === undefined) throw new Error('har-schema has no schema of the archive');
  return found;
}
