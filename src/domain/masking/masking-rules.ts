import { alphabets, type Alphabet } from './alphabet.ts';
import { isGeneric } from './assigned-values.ts';
import { isCookiePair, isEncodedPair, isKeyBlock, isPlaceholder, isWebToken, looksMixed } from './secret-values.ts';

/**
 * How a secret looks: something that tells it, and stays readable, and then the secret itself. The mark is the last thing
 * before it, so that nothing has to be held back before the secret has begun.
 */
export interface Shape {
  readonly marks: readonly string[];
  readonly ignoresCase?: true;
  /** What the text before the mark has to be, if not any text in which the mark begins a word. */
  readonly behind?: RegExp;
  /** Whether the mark may be the end of a longer word. */
  readonly beginsAnywhere?: true;
  /** Whether the mark is a word of base64 too: then it must not stand within any. */
  readonly beginsOutsideBase64?: true;
  readonly alphabet: Alphabet;
  /** With fewer characters it is somebody writing about such secrets. */
  readonly shortest: number;
  /** Whether more characters than that are something else. */
  readonly isExact?: true;
  /** How many characters are looked at before it is judged, where `shortest` do not suffice. */
  readonly judged?: number;
  /** The judgement on the secret, or on as much of it as is judged. */
  readonly accepts?: (text: string) => boolean;
  /** What its first 16 characters are like, or as many as there are; this only saves reading the rest. */
  readonly begins?: RegExp;
  /** Whether a quote may stand before it. */
  readonly mayBeQuoted?: true;
  /** Whether it may go on in lines with something between them, or begin so. */
  readonly isInLines?: true;
}

/** A kind of secret that is told by its shape, whoever sent it. */
export interface MaskingRule {
  /** What the settings store when the rule is off; never given to another rule. */
  readonly id: string;
  readonly label: string;
}

interface ShapedRule extends MaskingRule {
  /** Without those that are read in URLs and assignments, which are programs of their own. */
  readonly shapes: readonly Shape[];
}

const { alphanumeric, armour, bare, base64, base64AndPercent, cookie, hexadecimal, token68, upperAndDigits, word, wordAndDash, wordDashAndDot, wordDashAndSlash } = alphabets;
const hasDigit = (text: string): boolean => /\d/.test(text) && !isTemplate(text);
const hasBothCases = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && !isTemplate(text);
/** `ghp_xxxxxxxx…` and the like. */
const isTemplate = (text: string): boolean => /(.)\1{7}|(?:^|[^a-z0-9])your|example/i.test(text);

/** A name and a password that is no reference. */
const isPair = (text: string): boolean => {
  const [, password = ''] = /^[^:]{1,64}:(.{4,})$/.exec(text) ?? [];
  return password !== '' && !isPlaceholder(password) && !isGeneric(password);
};

export const shapedRules: readonly ShapedRule[] = [
  {
    id: 'anthropic-key',
    label: 'Anthropic keys and tokens',
    shapes: [{ marks: ['sk-ant-'], alphabet: wordAndDash, shortest: 24, beginsAnywhere: true }],
  },
  {
    id: 'aws-key',
    label: 'AWS access keys',
    shapes: [
      // No base64 comes to look like this by chance: sixteen letters of one case in a row.
      { marks: ['AKIA', 'ASIA', 'ABIA', 'ACCA'], alphabet: upperAndDigits, shortest: 16, isExact: true, accepts: (text) => !isTemplate(text) },
      { marks: ['aws_secret_access_key ', 'aws_session_token '], alphabet: base64, mayBeQuoted: true, shortest: 30, judged: 40, accepts: (text) => hasBothCases(text) && looksMixed(text) },
      { marks: ['X-Amz-Signature='], alphabet: hexadecimal, shortest: 64 },
      { marks: ['X-Amz-Security-Token='], alphabet: base64AndPercent, shortest: 40, accepts: hasBothCases },
    ],
  },
  {
    id: 'github-token',
    label: 'GitHub tokens',
    shapes: [
      { marks: ['ghp_', 'gho_', 'ghu_', 'ghr_', 'github_pat_'], alphabet: word, shortest: 36, accepts: hasDigit },
      // Those of installations may be web tokens of GitHub's own.
      { marks: ['ghs_'], alphabet: wordDashAndDot, shortest: 36, accepts: hasDigit },
    ],
  },
  {
    id: 'gitlab-token',
    label: 'GitLab tokens',
    shapes: [
      {
        marks: ['glpat-', 'gloas-', 'gldt-', 'glrt-', 'glrtr-', 'glcbt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'glsoat-', 'glffct-', 'glwt-'],
        alphabet: wordDashAndDot,
        shortest: 20,
        accepts: hasDigit,
      },
      { marks: ['GR1348941'], alphabet: wordAndDash, shortest: 20 },
    ],
  },
  {
    id: 'slack-token',
    label: 'Slack tokens and webhooks',
    shapes: [
      { marks: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxc-', 'xoxd-', 'xoxe-', 'xapp-'], alphabet: base64AndPercent, shortest: 20, accepts: hasDigit },
      {
        marks: ['hooks.slack.com/services/', 'hooks.slack.com/workflows/', 'hooks.slack.com/triggers/'],
        alphabet: wordDashAndSlash,
        shortest: 30,
        accepts: hasDigit,
      },
    ],
  },
  {
    id: 'google-key',
    label: 'Google keys and tokens',
    shapes: [
      { marks: ['AIza'], alphabet: wordAndDash, shortest: 35, isExact: true, beginsOutsideBase64: true },
      { marks: ['ya29.'], alphabet: wordDashAndDot, shortest: 30, accepts: hasBothCases },
      { marks: ['GOCSPX-'], alphabet: wordAndDash, shortest: 24, accepts: hasBothCases },
      { marks: ['1//0'], alphabet: wordAndDash, shortest: 40, beginsOutsideBase64: true, accepts: hasBothCases },
      { marks: ['AQ.Ab'], alphabet: wordAndDash, shortest: 40, accepts: hasBothCases },
      { marks: ['X-Goog-Signature='], alphabet: hexadecimal, shortest: 64 },
    ],
  },
  {
    id: 'openai-key',
    label: 'OpenAI keys',
    shapes: [
      { marks: ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-', 'sk-service-', 'sk-or-v1-'], alphabet: wordAndDash, shortest: 32, accepts: hasDigit },
      { marks: ['sk-', 'sess-'], alphabet: alphanumeric, shortest: 32, accepts: hasDigit },
    ],
  },
  { id: 'npm-token', label: 'npm tokens', shapes: [{ marks: ['npm_'], alphabet: word, shortest: 36, accepts: hasDigit }] },
  { id: 'pypi-token', label: 'PyPI tokens', shapes: [{ marks: ['pypi-AgE'], alphabet: wordAndDash, shortest: 50 }] },
  {
    id: 'stripe-key',
    label: 'Stripe keys',
    shapes: [
      { marks: ['sk_live_', 'rk_live_', 'sk_test_', 'rk_test_', 'sk_prod_', 'rk_prod_'], alphabet: alphanumeric, shortest: 16, accepts: hasDigit },
      { marks: ['whsec_'], alphabet: base64, shortest: 24, accepts: hasDigit },
    ],
  },
  {
    id: 'sendgrid-key',
    label: 'SendGrid keys',
    shapes: [{ marks: ['SG.'], alphabet: wordDashAndDot, shortest: 60, accepts: (text) => /^[\w-]{16,32}\.[\w-]{16}/.test(text) }],
  },
  {
    id: 'twilio-key',
    label: 'Twilio keys',
    shapes: [{ marks: ['SK'], alphabet: hexadecimal, shortest: 32, isExact: true, beginsOutsideBase64: true }],
  },
  {
    id: 'hugging-face-token',
    label: 'Hugging Face tokens',
    shapes: [{ marks: ['hf_', 'api_org_'], alphabet: alphanumeric, shortest: 30, accepts: hasBothCases }],
  },
  {
    id: 'azure-key',
    label: 'Azure keys and signatures',
    shapes: [{ marks: ['sig='], alphabet: base64AndPercent, shortest: 43, accepts: hasBothCases }],
  },
  {
    id: 'other-vendor-token',
    label: 'Tokens of other vendors that have a mark of their own',
    shapes: [
      { marks: ['dop_v1_', 'doo_v1_', 'dor_v1_', 'shpat_', 'shpca_', 'shppa_', 'shpss_', 'dapi'], alphabet: hexadecimal, shortest: 32 },
      {
        marks: ['hvs.', 'hvb.', 'hvr.', 'dckr_pat_', 'dckr_oat_', 'glsa_', 'glc_', 'figd_', 'lin_api_', 'ntn_', 'rubygems_', 'dp.pt.', 'gsk_', 'xai-', 'pplx-', 'r8_'],
        alphabet: wordAndDash,
        shortest: 24,
        judged: 40,
        accepts: looksMixed,
      },
      { marks: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_', 'cfk_', 'cfut_', 'cfat_'], alphabet: alphanumeric, shortest: 24, judged: 40, accepts: looksMixed },
      { marks: ['tskey-auth-', 'tskey-api-', 'tskey-client-', 'tskey-scim-', 'tskey-webhook-'], alphabet: wordAndDash, shortest: 24, accepts: hasDigit },
      { marks: ['ops_eyJ'], alphabet: base64, shortest: 100 },
      { marks: ['AGE-SECRET-KEY-1'], alphabet: upperAndDigits, shortest: 58 },
    ],
  },
  {
    id: 'private-key',
    label: 'Private keys',
    shapes: [
      {
        marks: [' ', '%20', '+'].flatMap((blank) => [`PRIVATE${blank}KEY-----`, `PRIVATE${blank}KEY${blank}BLOCK-----`]),
        behind: /-----BEGIN[A-Z0-9 %+]*$/,
        alphabet: armour,
        shortest: 32,
        judged: 320,
        accepts: isKeyBlock,
        isInLines: true,
      },
    ],
  },
  {
    id: 'jwt',
    label: 'JSON Web Tokens',
    shapes: [{ marks: ['eyJ'], alphabet: wordDashAndDot, shortest: 30, judged: 256, begins: /^[\w-]{12}/, accepts: isWebToken }],
  },
  { id: 'url-password', label: 'Passwords in URLs', shapes: [] },
  {
    id: 'authorization',
    label: 'Authorization values quoted in text',
    shapes: [
      { marks: ['bearer '], ignoresCase: true, alphabet: token68, shortest: 16, judged: 40, accepts: looksMixed },
      { marks: ['basic '], ignoresCase: true, alphabet: base64, shortest: 8, judged: 64, accepts: isEncodedPair },
      // The name and the password as curl takes them.
      { marks: ['-u ', '-U ', '--user ', '--proxy-user '], behind: /\bcurl\s(?:[^\r\n]*\s)?$/, mayBeQuoted: true, alphabet: bare, shortest: 6, judged: 96, accepts: isPair },
      // Set-Cookie ends so as well. The first pair, and those behind it that say themselves what they are.
      { marks: ['cookie: '], ignoresCase: true, alphabet: cookie, shortest: 16, judged: 96, accepts: isCookiePair },
      { marks: ['session=', 'sessionid=', 'sess=', 'sid=', 'auth='], ignoresCase: true, behind: /cookie: [^\r\n]*$/i, alphabet: cookie, shortest: 16, judged: 96, accepts: looksMixed },
    ],
  },
  {
    id: 'env-assignment',
    label: 'Secrets assigned to a name, as in .env files',
    shapes: [
      // A .netrc.
      { marks: ['password '], behind: /\b(?:machine\s+\S{1,128}|default)\s+login\s+\S{1,64}\s+$/, alphabet: bare, shortest: 4, judged: 64, accepts: (text) => !isPlaceholder(text) && !isGeneric(text) },
    ],
  },
];

/** The kinds of secrets that are masked in bodies and headers, besides the values of credential headers, which always are. */
export const maskingRules: readonly MaskingRule[] = shapedRules.map(({ id, label }) => ({ id, label }));
