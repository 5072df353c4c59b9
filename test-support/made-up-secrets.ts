/** A secret that nobody has, with the text it stands in; put together at run time, so that no scanner finds it in the sources. */
export interface MadeUpSecret {
  readonly rule: string;
  /** The text with the secret in it. */
  readonly text: string;
  /** What must not be left of it. */
  readonly secret: string;
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const alphanumeric = lower + upper + digits;

/** Secrets of every kind the masking rules know, different for every seed. */
export function madeUpSecrets(seed: number): MadeUpSecret[] {
  let state = (seed + 1) * 2_654_435_761;
  const next = (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return (state >>> 8) % below;
  };
  const of = (alphabet: string, length: number): string => Array.from({ length }, () => alphabet[next(alphabet.length)]).join('');
  /** With a digit and both cases in it, as good as every real one has. */
  const mixed = (length: number, alphabet = alphanumeric): string => `a7${of(alphabet, length - 4)}Z3`;
  const line = (): string => of(`${alphanumeric}+/`, 64);
  const block = (kind: string, newline: string): MadeUpSecret => {
    const body = [line(), line(), line(), of(alphanumeric, 31)].join(newline);
    const dashes = '-'.repeat(5);
    return made('private-key', `${dashes}BEGIN ${kind}${dashes}`, newline + body + newline, `${dashes}END ${kind}${dashes}`);
  };
  const keyOfOneLine = (): string => `${mixed(60, `${alphanumeric}+/`)}w7==`;
  const webToken = `${btoa('{"alg":"HS256","typ":"JWT"}').replace(/^eyJ|=+$/g, '')}.eyJ${mixed(40)}.${mixed(43)}`;
  return [
    made('anthropic-key', 'sk-ant-', `api03-${mixed(93, `${alphanumeric}-_`)}AA`),
    made('anthropic-key', 'sk-ant-', `oat01-${mixed(90, `${alphanumeric}-_`)}`),
    made('aws-key', 'AKIA', of(`${upper}234567`, 16)),
    made('aws-key', 'https://my-bucket.s3.amazonaws.com/a.txt?X-Amz-Date=20260101T000000Z&X-Amz-Signature=', of(`abcdef${digits}`, 64), '&x-id=GetObject'),
    made('aws-key', 'aws_secret_access_key = ', mixed(40, `${alphanumeric}+/`)),
    made('aws-key', '"SecretAccessKey": "', mixed(40, `${alphanumeric}+/`), '"'),
    ...['p', 'o', 'u', 's', 'r'].map((kind) => made('github-token', `gh${kind}_`, mixed(36))),
    made('github-token', 'github_pat_', `${mixed(22)}_${mixed(59)}`),
    made('gitlab-token', 'glpat-', mixed(20, `${alphanumeric}_-`)),
    made('slack-token', 'xoxb-', `${of(digits, 12)}-${of(digits, 12)}-${mixed(24)}`),
    made('slack-token', 'https://hooks.slack.com/services/', `T${of(upper + digits, 10)}/B${of(upper + digits, 10)}/${mixed(24)}`),
    made('google-key', 'AIza', mixed(35, `${alphanumeric}_-`)),
    made('google-key', 'ya29.', mixed(120, `${alphanumeric}_-`)),
    made('google-key', 'GOCSPX-', mixed(28, `${alphanumeric}_-`)),
    made('google-key', '1//0', mixed(100, `${alphanumeric}_-`)),
    made('openai-key', 'sk-proj-', mixed(120, `${alphanumeric}_-`)),
    made('openai-key', 'sk-svcacct-', `${mixed(74)}T3BlbkFJ${mixed(74)}`),
    made('openai-key', 'sk-', mixed(48)),
    made('npm-token', 'npm_', mixed(36)),
    made('pypi-token', 'pypi-AgE', `IcHlwaS5vcmc${mixed(80, `${alphanumeric}_-`)}`),
    made('stripe-key', 'sk_live_', mixed(24)),
    made('stripe-key', 'whsec_', mixed(32)),
    made('sendgrid-key', 'SG.', `${mixed(22)}.${mixed(43)}`),
    made('twilio-key', 'SK', of(`abcdef${digits}`, 32)),
    made('hugging-face-token', 'hf_', `${of(lower, 16)}${of(upper, 18)}`),
    made('azure-key', 'DefaultEndpointsProtocol=https;AccountName=me;AccountKey=', `${mixed(86, `${alphanumeric}+/`)}==`),
    made('azure-key', 'AccountKey=', `${mixed(86, `${alphanumeric}+/`)}==`, ';EndpointSuffix=core.windows.net'),
    made('azure-key', '?sv=2024-01-01&sig=', `${mixed(43)}%3D`),
    made('other-vendor-token', 'dop_v1_', of(`abcdef${digits}`, 64)),
    made('other-vendor-token', 'dckr_pat_', mixed(27)),
    made('other-vendor-token', 'shpat_', of(`abcdef${digits}`, 32)),
    made('other-vendor-token', 'glsa_', `${mixed(32)}_${of(`abcdef${digits}`, 8)}`),
    made('other-vendor-token', 'hvs.', mixed(95)),
    made('other-vendor-token', 'lin_api_', mixed(40)),
    made('other-vendor-token', 'figd_', mixed(43)),
    made('other-vendor-token', 'gsk_', mixed(52)),
    made('other-vendor-token', 'ntn_', `${of(digits, 11)}${mixed(35)}`),
    made('other-vendor-token', 'dapi', of(`abcdef${digits}`, 32)),
    made('other-vendor-token', 'tskey-auth-', `${mixed(12)}-${mixed(32)}`),
    block('RSA PRIVATE KEY', '\n'),
    block('OPENSSH PRIVATE KEY', '\n'),
    block('PGP PRIVATE KEY BLOCK', '\r\n'),
    // As files of variables and JSON have them.
    block('PRIVATE KEY', '\\n'),
    block('EC PRIVATE KEY', '\\\\n'),
    // As the strings of a list, as a comment, and as a form.
    made('private-key', `["${'-'.repeat(5)}BEGIN PRIVATE KEY${'-'.repeat(5)}\\n",\n "`, keyOfOneLine(), `\\n",\n "${'-'.repeat(5)}END PRIVATE KEY${'-'.repeat(5)}\\n"]`),
    made('private-key', `# ${'-'.repeat(5)}BEGIN RSA PRIVATE KEY${'-'.repeat(5)}\n# `, keyOfOneLine(), `\n# ${'-'.repeat(5)}END RSA PRIVATE KEY${'-'.repeat(5)}`),
    made('jwt', 'eyJ', webToken),
    made('url-password', 'https://', mixed(40), ':x-oauth-basic@github.com/me/it.git'),
    made('url-password', 'https://me:', mixed(12), '@example.org/'),
    made('url-password', 'postgres://app:', `p.${mixed(14)}`, '@db.internal:5432/main'),
    made('authorization', 'Authorization: Bearer ', mixed(40)),
    made('authorization', 'Authorization: Basic ', btoa(`someone:${mixed(18)}`)),
    made('authorization', 'authorization: token ', mixed(40)),
    made('authorization', '> Cookie: theme=dark; session=', mixed(40), '; seen=1'),
    made('authorization', '< set-cookie: ', `sid=s%3A${mixed(40)}`, '; Path=/; HttpOnly'),
    made('env-assignment', 'export DATABASE_PASSWORD=', `h${mixed(11)}!`),
    made('env-assignment', 'STRANGE_API_KEY="', mixed(32), '"'),
    made('env-assignment', "SESSION_SECRET='", mixed(24), "'"),
    made('env-assignment', '{"db": {"password": "', `h${mixed(11)}!`, '"}}'),
    made('env-assignment', '//registry.npmjs.org/:_authToken=', `${of(`abcdef${digits}`, 8)}-0a1b-4c2d-8e3f-${of(`abcdef${digits}`, 12)}`),
    made('env-assignment', 'password: ', `h${mixed(9)}`),
    made('env-assignment', 'clientSecret: "', mixed(40), '"'),
    made('env-assignment', 'PGPASSWORD=', `h${mixed(11)}`),
    made('env-assignment', '{"auths":{"https://index.docker.io/v1/":{"auth":"', btoa(`someone:${mixed(18)}`), '"}}}'),
    made('env-assignment', 'machine example.org login me password ', `h${mixed(11)}`),
    made('authorization', 'curl -u "', `me:h${mixed(11)}`, '" https://example.org/'),
    made('aws-key', 'aws configure set aws_secret_access_key ', mixed(40, `${alphanumeric}+/`)),
    made('env-assignment', 'DB_PASSWORD=', `@dm1n${mixed(9)}`),
    made('env-assignment', "SECRET_KEY = '", `!k3$(${mixed(40, `${lower}${digits}!@#$%^&*(-_=+)`)}`, "'"),
    made('url-password', 'postgres://app:', `$ecret9${mixed(9)}`, '@db.internal/main'),
    made('aws-key', '(aws_secret_access_key = ', `${mixed(20)}5x${mixed(18)}`, '), and so on'),
    made('azure-key', 'AccountKey=', `${mixed(40)}5x${mixed(44)}==`, ', and'),
    // As terminals colour them, and as they stand in addresses of others.
    made('npm-token', 'npmrc:\u001b[01;31m\u001b[Knpm_', mixed(36), '\u001b[m'),
    made('env-assignment', '\u001b[1mDB_PASSWORD\u001b[0m=\u001b[32m', `h${mixed(11)}`, '\u001b[0m'),
    made('authorization', '\u001b[32mcurl\u001b[0m -u ', `me:h${mixed(11)}`, ' https://example.org/'),
    made('env-assignment', '\u001b[32mmachine example.org login me password ', `h${mixed(11)}`),
    made('github-token', 'https://example.org/?back=%2Fsee%3Ftoken%3Dghp_', mixed(36), '%26x%3D1'),
    made('url-password', '?url=postgres%3A%2F%2Fapp%3A', `p.${mixed(14)}`, '%40db.internal%3A5432%2Fmain'),
  ];
}

function made(rule: string, mark: string, secret: string, behind = ''): MadeUpSecret {
  return { rule, text: mark + secret + behind, secret };
}
