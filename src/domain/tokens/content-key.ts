import { wireRecord } from '../anthropic/wire-json.ts';
import { boundedJson } from '../json/bounded-json.ts';
import { contentHash } from './content-hash.ts';

/** What a text is known by, whether it is counted alone or stands in a prompt: white space around it does not matter. */
export function textKey(text: string): string {
  return contentHash(text.trim());
}

/**
 * What tool definitions are known by: what the model is given of them, so that marks for the API (`cache_control`,
 * `defer_loading`) do not matter. Null for what is no tool definition.
 */
export function toolsKey(tools: readonly unknown[]): string | null {
  const records = tools.map(wireRecord);
  if (tools.length === 0 || records.includes(null)) return null;
  return contentHash(boundedJson(records.map((tool) => [tool?.['name'], tool?.['description'], tool?.['input_schema']])));
}
