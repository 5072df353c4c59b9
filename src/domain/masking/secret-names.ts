import { startOfColour } from './terminal-colours.ts';

/** What a name says of the value that is assigned to it. */
export interface SecretName {
  /** A person chooses a password, a machine draws a key; what is named `auth` may be a way to authenticate, or both in one. */
  readonly kind: 'password' | 'key' | 'pair';
  /** Whether it may be made of several words. */
  readonly isPhrase: boolean;
  /** Nobody chooses a token; what parsers call one is a word. */
  readonly isToken: boolean;
  /** Named as environment variables are. */
  readonly isEnvironment: boolean;
  readonly ruleId: 'env-assignment' | 'aws-key' | 'azure-key' | 'authorization';
}

const passwordWords = new Set(['password', 'passwd', 'passphrase', 'pwd', 'pass', 'passcode']);
const keyWords = new Set(['token', 'secret', 'apikey', 'secretkey', 'accesskey', 'privatekey', 'authtoken', 'accesstoken', 'refreshtoken', 'identitytoken', 'clientsecret', 'accountkey', 'authkey', 'credential', 'credentials', 'pat']);
/** A key of these kinds is one to keep. */
const beforeKey = new Set(['api', 'access', 'secret', 'private', 'encryption', 'signing', 'auth', 'account', 'master', 'shared', 'storage', 'webhook', 'service', 'license', 'session', 'jwt', 'hmac', 'admin', 'app', 'deploy']);
/** What is not kept although its name ends so: places in lists, and the tokens of grammars and models. */
const notSecretBefore = new Set(['page', 'next', 'continuation', 'sync', 'pad', 'eos', 'bos', 'unk', 'sep', 'cls', 'stop', 'start', 'end', 'cancellation', 'cancel', 'design', 'syntax', 'first', 'last', 'prev', 'previous', 'current', 'peek', 'max', 'min', 'per', 'no', 'has', 'is', 'hide', 'show', 'mask', 'image', 'resume']);
/** What passes, and passes over a picture; to open something needs a pass of another kind. */
const notPasswordBefore = new Set(['should', 'must', 'need', 'needs', 'will', 'can', 'could', 'tests', 'checks', 'second', 'third', 'two', 'multi', 'single', 'render', 'shadow', 'shader', 'depth', 'lighting', 'blur', 'bloom', 'compiler', 'optimizer']);
/** A variable with such a word behind the secret's tells something about it. */
const aboutSecret = new Set(['count', 'limit', 'max', 'min', 'length', 'len', 'size', 'url', 'uri', 'endpoint', 'file', 'path', 'dir', 'name', 'id', 'type', 'ttl', 'expiry', 'expires', 'expiration', 'timeout', 'field', 'header', 'param', 'prefix', 'suffix', 'format', 'pattern', 'regex', 're', 'env', 'var', 'version', 'algorithm', 'alg', 'rounds', 'required', 'enabled', 'disabled', 'policy', 'budget', 'usage', 'cost', 'price', 'rate', 'window', 'bucket', 'index', 'store', 'provider', 'service', 'manager', 'class', 'error', 'message', 'label', 'help', 'hint', 'prompt', 'placeholder', 'arn', 'ref', 'source', 'scope', 'scopes', 'audience', 'issuer', 'kind', 'hash', 'ms', 'seconds', 'days', 'hours', 'minutes', 'at', 'owner', 'user', 'input', 'mode', 'status', 'key']);

/** Reads a name as words, whether they are joined by dashes, underscores or capitals; null when it names no secret. */
export function secretNameOf(name: string): SecretName | null {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const read = readName(name);
  // The same few names come again and again; more than that are no reason to remember them.
  if (knownNames.size >= 1024) knownNames.clear();
  knownNames.set(name, read);
  return read;
}

const knownNames = new Map<string, SecretName | null>();

function readName(name: string): SecretName | null {
  const dot = name.lastIndexOf('.');
  const last = name.slice(dot + 1).replace(/^[-_]+|[-_]+$/g, '');
  // `exports.API_TOKEN` is a constant of a program; `process.env.API_TOKEN` is none.
  const isEnvironment = /^[A-Z][A-Z0-9_]*$/.test(last) && /^$|(?:^|[.-])(?:env(?:iron(?:ment)?)?)?\.$/i.test(name.slice(0, dot + 1));
  const words = last.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().split(/[-_]+/).flatMap((word) => splitWord(word, isEnvironment));
  const joined = words.join('');
  if (/^(?:proxy)?authorization$/.test(joined)) return { kind: 'key', isPhrase: false, isToken: false, isEnvironment: false, ruleId: 'authorization' };
  const at = words.findIndex((word, index) => isSecret(words, word, index));
  if (at === -1) return null;
  const behind = words.slice(at + 1);
  if (behind.length > 0 && !isEnvironment && !behind.every((word) => /^(?:\d+|prod|production|dev|test|staging|live|value|new|old|b64|base64|primary|secondary)$/.test(word))) return null;
  if (behind.some((word) => aboutSecret.has(word))) return null;
  const before = words[at - 1] ?? '';
  if (notSecretBefore.has(before) || (words[at] === 'pass' && notPasswordBefore.has(before))) return null;
  const ruleId = /aws.*secret|secretaccesskey/.test(joined) ? 'aws-key' : /^(?:accountkey|sharedaccesskey|azure.*)$/.test(joined) ? 'azure-key' : 'env-assignment';
  const word = words[at] ?? '';
  return { kind: passwordWords.has(word) ? 'password' : word === 'auth' ? 'pair' : 'key', isPhrase: word === 'passphrase', isToken: word === 'token', isEnvironment, ruleId };
}

/** The words of `PGPASSWORD`: nothing but the last of them is known. Names in small letters have words that only end so. */
function splitWord(word: string, isEnvironment: boolean): string[] {
  if (passwordWords.has(word) || keyWords.has(word)) return [word];
  const [, before, end] = (isEnvironment ? /^(.+?)(password|passwd|passphrase|pass|token|secret|apikey)$/ : /^(.+?)(password|passwd|passphrase)$/).exec(word) ?? [];
  return before === undefined || end === undefined || /^(?:by|com|tres|sur|over|under|low|high|band)pass$/.test(word) ? [word] : [before, end];
}

function isSecret(words: readonly string[], word: string, index: number): boolean {
  // The key after it says more.
  if (word === 'secret' && /^(?:key|access)$/.test(words[index + 1] ?? '')) return false;
  if (word === 'key') return beforeKey.has(words[index - 1] ?? '');
  if (word === 'auth') return index === words.length - 1;
  return keyWords.has(word) || passwordWords.has(word);
}

/**
 * Whether the bytes up to and with `at`, before an operator, may end with the name of a secret: a cheap look that refuses
 * nearly all, for it is taken at every colon.
 */
export function mayEndSecretName(data: Uint8Array, at: number): boolean {
  const end = endOfName(data, at + 1) - 1;
  const last = data[end] ?? 0;
  // Capitals, digits and underscores: the name of a variable, or the end of it.
  if ((last >= 65 && last <= 90) || last === 95) return true;
  const before = data[end - 1] ?? 0;
  if (last >= 48 && last <= 57) return before === 95 || before === 45 || (before >= 65 && before <= 90);
  switch (last) {
    case 110: // token, authorization
      return before === 101 ? data[end - 2] === 107 : before === 111 && isOneOf(data[end - 5], 122);
    case 116: // secret, pat
      return before === 101 ? data[end - 2] === 114 : before === 97 && isOneOf(data[end - 2], 112);
    case 100: // password, passwd, pwd
      return before === 114 || before === 119;
    case 101: // passphrase
      return before === 115 && data[end - 2] === 97;
    case 115: // pass, credentials
      return before === 115 || before === 108;
    case 121: // key
      return before === 101 && isOneOf(data[end - 2], 107);
    case 108: // credential
      return before === 97 && data[end - 2] === 105;
    case 104: // auth
      return before === 116 && data[end - 2] === 117;
    case 103: // `password: string =`
      return before === 110 && data[end - 2] === 105 && data[end - 3] === 114;
    case 114: // `password: &str =`
      return before === 116 && data[end - 2] === 115;
    default:
      return false;
  }
}

/** Where a name ends that stands before `end`, with quotes, white space and colours between. */
export function endOfName(data: Uint8Array, end: number): number {
  let last = end;
  for (let [between, backslashes, colours] = [0, 0, 0]; between < mostBetween && backslashes < mostBackslashes; ) {
    const byte = data[last - 1] ?? 0;
    if (byte === backslash || isBetween(byte)) {
      last -= 1;
      if (byte === backslash) backslashes += 1;
      else between += 1;
      continue;
    }
    const start = startOfColour(data, last);
    if (start === last || colours === mostColoursBetween) break;
    last = start;
    colours += 1;
  }
  return last;
}

const mostBetween = 12;
/** A quote has one more than twice as many with every level of JSON: 31 of them are five. */
const mostBackslashes = 64;
/** Fewer than are looked past behind an operator: what stands before it has to be kept until the value is judged. */
const mostColoursBetween = 3;
const backslash = 92;

function isOneOf(byte: number | undefined, lowerCase: number): boolean {
  return byte === lowerCase || byte === lowerCase - 32;
}

/** What may stand between a name and its operator. */
function isBetween(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 34 || byte === 39 || byte === 96 || byte === 93 || byte === 58;
}
