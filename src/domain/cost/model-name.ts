/** Where a model is called so, by the price list's name of the provider, and its name there. */
interface NamedModel {
  readonly providerId: 'anthropic' | 'aws' | 'google';
  readonly model: string;
}

/**
 * A model's name on the wire as the price list knows it. Claude Code's own suffix for the long context, as in
 * `claude-opus-5-5[1m]`, is left out: it asks for a beta, and the API is sent the name without it. Names of Bedrock
 * (`us.anthropic.claude-…-v1:0`, also within an ARN) and of Vertex AI (`claude-…@20250929`) are looked up where they are
 * from, which have prices of their own.
 */
export function namedModel(wireName: string): NamedModel {
  const model = wireName.replace(/\[[a-z\d]{1,8}\]$/i, '').toLowerCase();
  if (/(?:^|[./])anthropic\.claude/.test(model)) return { providerId: 'aws', model };
  if (/^claude[^@]*@/.test(model)) return { providerId: 'google', model };
  return { providerId: 'anthropic', model };
}

/**
 * Whether a name goes on behind the name it was matched by with another minor version. The price list matches some models by
 * the beginning of their names, so that `claude-sonnet-5-5` would pass for `claude-sonnet-5`. Dates of a release have eight
 * digits.
 */
export function isOtherVersion(model: string, matchedId: string): boolean {
  return model.startsWith(matchedId) && /^[-.]\d{1,2}(?!\d)/.test(model.slice(matchedId.length));
}
