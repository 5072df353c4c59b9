import { randomBytes } from 'node:crypto';

/** A secret of nobody's, and the text it is planted in; put together at run time, so that no scanner finds it in the sources. */
export interface PlantedSecret {
  readonly kind: string;
  readonly text: string;
  readonly secret: string;
}

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const alphanumeric = upper + upper.toLowerCase() + digits;
const hexadecimal = `abcdef${digits}`;
const base64 = `${alphanumeric}+/`;
const wordAndDash = `${alphanumeric}_-`;

function drawn(length: number, alphabet = alphanumeric): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** With digits and both cases, as good as every real one has. */
function mixed(length: number, alphabet = alphanumeric): string {
  return `q4${drawn(length - 4, alphabet)}T7`;
}

/** As short as what a person chooses; three times the letter x would stand for a place to fill. */
function chosen(length: number): string {
  return mixed(length, alphanumeric.replaceAll(/x/gi, ''));
}

const dashes = '-'.repeat(5);
const webTokenHead = Buffer.from('{"alg":"RS256","typ":"JWT","kid":"1"}').toString('base64url').slice(3);

/** What stands before the secret, the secret, and what stands behind it; for each kind. Not those of the rules' own tests. */
const kinds: Readonly<Record<string, () => readonly [before: string, secret: string, behind?: string]>> = {
  'Anthropic key': () => ['sk-ant-', `api03-${mixed(93, wordAndDash)}AA`],
  'Anthropic token': () => ['sk-ant-', `oat01-${mixed(93, wordAndDash)}`],
  'Anthropic admin key': () => ['sk-ant-', `admin01-${mixed(93, wordAndDash)}`],
  'AWS id': () => ['AKIA', drawn(16, `${upper}234567`)],
  'AWS temporary id': () => ['ASIA', drawn(16, `${upper}234567`)],
  'AWS secret in a file': () => ['aws_secret_access_key = ', mixed(40, base64)],
  'AWS secret in the environment': () => ['AWS_SECRET_ACCESS_KEY=', mixed(40, base64)],
  'AWS secret in JSON': () => ['"SecretAccessKey": "', mixed(40, base64), '"'],
  'AWS signature': () => ['https://b.s3.amazonaws.com/k?X-Amz-Signature=', drawn(64, hexadecimal), '&x=1'],
  'GitHub classic': () => ['ghp_', mixed(36)],
  'GitHub OAuth': () => ['gho_', mixed(36)],
  'GitHub app': () => ['ghs_', mixed(36)],
  'GitHub fine-grained': () => ['github_pat_', `${mixed(22)}_${mixed(59)}`],
  GitLab: () => ['glpat-', mixed(20, wordAndDash)],
  'Slack bot': () => ['xoxb-', `${drawn(12, digits)}-${drawn(12, digits)}-${mixed(24)}`],
  'Slack app': () => ['xapp-', `1-A${drawn(10, upper + digits)}-${drawn(13, digits)}-${drawn(64, hexadecimal)}`],
  'Slack webhook': () => ['https://hooks.slack.com/services/', `T${drawn(10, upper + digits)}/B${drawn(10, upper + digits)}/${mixed(24)}`],
  'Google key': () => ['AIza', drawn(35, wordAndDash)],
  'Google token': () => ['ya29.', mixed(180, wordAndDash)],
  'Google secret': () => ['GOCSPX-', mixed(28, wordAndDash)],
  'OpenAI, old': () => ['sk-', `${mixed(20)}T3BlbkFJ${mixed(20)}`],
  'OpenAI, new': () => ['sk-proj-', `${mixed(74, wordAndDash)}T3BlbkFJ${mixed(74, wordAndDash)}`],
  npm: () => ['npm_', mixed(36)],
  'npm in a file': () => ['//registry.npmjs.org/:_authToken=', mixed(36)],
  Stripe: () => ['sk_live_', mixed(24)],
  'RSA key': () => [`${dashes}BEGIN RSA PRIVATE KEY${dashes}\n`, keyLines('\n'), `\n${dashes}END RSA PRIVATE KEY${dashes}`],
  'OpenSSH key': () => [`${dashes}BEGIN OPENSSH PRIVATE KEY${dashes}\r\n`, keyLines('\r\n'), `\r\n${dashes}END OPENSSH PRIVATE KEY${dashes}`],
  'web token': () => ['eyJ', `${webTokenHead}.eyJ${mixed(60, wordAndDash)}.${mixed(86, wordAndDash)}`],
  'database URL': () => ['postgres://app:', `P${chosen(14)}`, '@db.internal:5432/main'],
  'URL with a token': () => ['https://', mixed(40), '@github.com/me/x.git'],
  'Azure connection string': () => ['DefaultEndpointsProtocol=https;AccountName=a;AccountKey=', `${mixed(86, base64)}==`, ';EndpointSuffix=core.windows.net'],
  '.env key': () => ['MY_SERVICE_API_KEY=', mixed(32)],
  '.env password': () => ["export DB_PASSWORD='", `Zq${chosen(12)}`, "'"],
  'cmd assignment': () => ['set CLIENT_SECRET=', mixed(24)],
  'PowerShell assignment': () => ['$env:FOO_TOKEN = "', mixed(30), '"'],
  'YAML assignment': () => ['foo_token: ', mixed(30)],
  'TOML assignment': () => ['token = "', mixed(30), '"'],
  'camel-case field': () => ['"fooApiKey": "', mixed(32), '"'],
  'PHP assignment': () => ["'password' => '", chosen(14), "'"],
  option: () => ['--token=', mixed(32)],
  'bearer line': () => ['Authorization: Bearer ', mixed(40)],
  'basic line': () => ['authorization: Basic ', Buffer.from(`bob:${mixed(18)}`).toString('base64')],
  'key header': () => ['X-Api-Key: ', mixed(40)],
  'cookie line': () => ['Set-Cookie: sid=', mixed(40), '; Path=/; HttpOnly'],
  'OAuth answer': () => ['{"access_token":"', mixed(43, wordAndDash), '","token_type":"bearer"}'],
  'query parameter': () => ['https://x.example.com/cb?access_token=', mixed(40), '&a=1'],
};

function keyLines(newline: string): string {
  return [drawn(64, base64), drawn(64, base64), `${drawn(40, base64)}==`].join(newline);
}

/** One new secret of each kind. */
export function plantSecrets(): readonly PlantedSecret[] {
  return Object.entries(kinds).map(([kind, make]) => {
    const [before, secret, behind = ''] = make();
    return { kind, secret, text: before + secret + behind };
  });
}

/** A new value that only the name it stands behind tells: letters alone, as no rule knows it. */
export function plantOpaque(kind: string): PlantedSecret {
  const secret = drawn(40, upper.toLowerCase());
  return { kind, secret, text: secret };
}

const pieceCharacters = 12;
/** Four characters, six bits apart. */
const mostFourth = 0xff_ffff;
/** Parts that every secret of a kind has. */
const sharedParts = ['admin01-q4', 'T3BlbkFJ', webTokenHead];

/** Words end at dashes and signs: a part of a secret that is a word of its own may be this short. */
const pieceOfTerm = 9;

function isInOneAnother(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one);
}

/** Looks for pieces of secrets in octets; a piece of a few characters counts as well as a whole one. */
export class SecretSearch {
  readonly #planted: readonly PlantedSecret[];
  readonly #pieces = new Map<string, PlantedSecret>();
  /** 1 for what pieces begin with, four characters as one number: all else need not be looked up. */
  readonly #fourths = new Uint8Array(mostFourth + 1);

  constructor(planted: readonly PlantedSecret[]) {
    this.#planted = planted;
    for (const one of planted) {
      for (let at = 0; at + pieceCharacters <= one.secret.length; at += 1) {
        const piece = one.secret.slice(at, at + pieceCharacters);
        if (!sharedParts.some((part) => isInOneAnother(part, piece))) this.#add(piece, one);
      }
    }
  }

  #add(piece: string, one: PlantedSecret): void {
    this.#pieces.set(piece, one);
    this.#fourths[Array.from(piece.slice(0, 4)).reduce((number, character) => ((number << 6) ^ character.charCodeAt(0)) & mostFourth, 0)] = 1;
  }

  /** The kinds that are in it: as it is, and with the escapes of JSON, percent codes and base64 taken off. */
  kindsIn(octets: Uint8Array): readonly string[] {
    const text = Buffer.from(octets).toString('latin1');
    const spellings = [text, withoutEscapes(text), withoutPercents(text), ...[...text.matchAll(/[\w+/-]{24,}/g)].flatMap(([word]) => [0, 1, 2, 3].map((at) => Buffer.from(word.slice(at), 'base64').toString('latin1')))];
    // What the deltas of a stream make up when they are put together.
    const deltas = [...text.matchAll(/"(?:text|partial_json)":"((?:[^"\\]|\\.)*)"/g)].map(([, delta]) => delta).join('');
    return [...new Set([...spellings, deltas, withoutEscapes(withoutEscapes(deltas))].flatMap((spelling) => this.#kindsInText(spelling)))];
  }

  /** The kinds that are in an index of words: lower case, and cut at whatever is no letter and no digit. */
  kindsInTerms(terms: Iterable<string>): readonly string[] {
    const pieces = new Map<string, string>();
    for (const { kind, secret } of this.#planted) {
      for (const word of secret.toLowerCase().split(/[^a-z0-9]+/)) {
        for (let at = 0; at + pieceOfTerm <= word.length; at += 1) {
          const piece = word.slice(at, at + pieceOfTerm);
          if (!sharedParts.some((part) => isInOneAnother(part.toLowerCase(), piece))) pieces.set(piece, kind);
        }
      }
    }
    const found = new Set<string>();
    for (const term of terms) {
      for (let at = 0; at + pieceOfTerm <= term.length; at += 1) {
        const kind = pieces.get(term.slice(at, at + pieceOfTerm));
        if (kind !== undefined) found.add(kind);
      }
    }
    return [...found];
  }

  #kindsInText(text: string): readonly string[] {
    const found: string[] = [];
    let last = 0;
    for (let end = 0; end < text.length; end += 1) {
      last = ((last << 6) ^ text.charCodeAt(end)) & mostFourth;
      if (this.#fourths[last] === 0) continue;
      const one = this.#pieces.get(text.slice(end - 3, end - 3 + pieceCharacters));
      if (one !== undefined) found.push(one.kind);
    }
    return found;
  }
}

function withoutEscapes(text: string): string {
  return text
    .replace(/\\+u([0-9a-fA-F]{4})/g, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+n/g, '\n')
    .replace(/\\+r/g, '\r')
    .replace(/\\+(["/])/g, '$1');
}

function withoutPercents(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_code, octet: string) => String.fromCharCode(Number.parseInt(octet, 16)));
}
