import type { SecretName } from './secret-names.ts';
import { isEncodedPair, isPlaceholder, looksMixed } from './secret-values.ts';

/** How a value stands behind its name. */
export interface Assignment {
  readonly name: SecretName;
  readonly operator: '=' | ':';
  /** Whether white space stands around the operator. */
  readonly isSpaced: boolean;
  readonly isQuoted: boolean;
  readonly value: string;
  /** What ended it; null where the text, or as much of it as is judged, did. */
  readonly endedBy: string | null;
}

/**
 * Whether a real value is assigned: not a variable, a call, a type, a path or an example. Where names are those of environment
 * variables more is believed than in code, where they name variables.
 */
export function isAssignedSecret({ name, operator, isSpaced, isQuoted, value, endedBy }: Assignment): boolean {
  if (isPlaceholder(value) || isGeneric(value) || isPlace(value)) return false;
  const isVariable = name.isEnvironment && operator === '=' && !isSpaced;
  if (/\s/.test(value)) return isVariable && isQuoted && name.kind === 'password' && endedBy !== null && isPhrase(value, name.isPhrase);
  if (name.kind === 'pair') return (value.length >= 8 && isEncodedPair(value)) || (isVariable && value.length >= 8 && looksMixed(value) && !isMember(value));
  const isNumber = /^[\d.,_:+-]*$/.test(value);
  if (isNumber) return name.kind === 'password' && name.isEnvironment && value.length >= 6;
  if (!isQuoted && (endedBy === '(' || isCode(value, isVariable))) return false;
  if (isVariable) {
    if (name.kind === 'password') return value.length >= 5 && !isMember(value);
    return value.length >= 8 && !isMember(value) && !(name.isToken && isWord(value)) && (/\d/.test(value) || isMixedCase(value) || value.length >= 32);
  }
  if (isQuoted) {
    return name.kind === 'password' ? value.length >= 6 && isChosen(value) : value.length >= 10 && (looksMixed(value) || (name.isEnvironment && isMixedCase(value) && value.length >= 20));
  }
  // Languages assign variables like this. The keys of connection strings, which end so too, are drawn by a machine and long.
  if (name.ruleId === 'azure-key' && endedBy === ';' && operator === '=') return value.length >= 40 && looksMixed(value);
  if (isMember(value)) return false;
  // Languages end so what they hand over: names, which have no digits here and there, and members.
  if (endedBy !== null && /[,)]/.test(endedBy)) return value.length >= 32 && !value.includes('.') && looksMixed(value) && (value.match(/\d+/g) ?? []).length >= 3;
  if (endedBy !== null && /[^\s'"&|}\]]/.test(endedBy)) return false;
  if (name.kind === 'password' && !(operator === '=' && isSpaced)) return value.length >= 6 && isChosen(value);
  return value.length >= (name.ruleId === 'env-assignment' ? 16 : 12) && looksMixed(value) && (value.match(/\d/g) ?? []).length >= 2;
}

const words = new Set(
  (
    'access api account admin auth authorization aws azure base64 bearer basic bcrypt bool boolean char client code credential ' +
    'credentials csrf current db default demo empty enter false field github gitlab google hash hidden http id input int it key ' +
    'local localhost my new name nil no none npm null number object old on off open optional param pass passphrase passwd password ' +
    'placeholder private prod public pwd refresh required root secret session sha md utf uint array some string super test testing ' +
    'text the this token true type user username value void wrong x yes'
  ).split(' '),
);

const longestGeneric = 40;

/** Whether a value only says what would stand there: `refresh_token`, `mysecretpassword`, `string`. */
export function isGeneric(value: string): boolean {
  if (value.length > longestGeneric) return false;
  const letters = value.toLowerCase().replaceAll(/[^a-z]/g, '');
  return letters.length < 3 ? value.length < 8 : coveredByWords(letters) && !/\d{4}/.test(value);
}

/** As many words as cover the text, taken from the left, the longest first: without going back it costs no more than a look. */
function coveredByWords(letters: string): boolean {
  let at = 0;
  while (at < letters.length) {
    let length = Math.min(14, letters.length - at);
    while (length > 0 && !words.has(letters.slice(at, at + length))) length -= 1;
    if (length === 0) return false;
    at += length;
  }
  return true;
}

/** A file, an address or a name in somebody's vault. */
function isPlace(value: string): boolean {
  return /^(?:https?|file|op|vault|arn|ref\+\w+|env|secret|projects|keychain):/.test(value) || /^(?:~|\.{1,2})?\/(?:[\w.-]*[a-z_.-][\w.-]*\/)*[a-z_.-]+$/.test(value);
}

function isCode(value: string, isShell: boolean): boolean {
  return isShell ? /^[\w.]+[([]|^\W+$|=>|::/.test(value) : /[(){}[\]<>;\\|]|=>|==[^=]|\?\.|&&|::/.test(value);
}

/** `config.password`, `Type.Name`: names joined by dots. */
function isMember(value: string): boolean {
  return /^[A-Za-z_$][A-Za-z_$]*(?:\??\.[A-Za-z_$][\w$]*)+[,;)]*$/.test(value) || /^[A-Za-z_]+[,;)]+$/.test(value);
}

/** One word, or one of several that are told apart by a digit: `identifier1`. */
function isWord(value: string): boolean {
  return /^[A-Z]?[a-z]+\d?$/.test(value) && value.length < 20;
}

/** Chosen by a person, and not a word: a digit among letters, or signs that words do not have. */
function isChosen(value: string): boolean {
  if (!/[A-Za-z]/.test(value)) return false;
  if (/\d/.test(value)) return !/^(?:[a-z]+[-_])+[a-z]*\d{1,2}$/i.test(value);
  return /[!@#$%^*+~]/.test(value) && value.length >= 8;
}

/** Words with blanks between them, chosen by a person: nobody says anything to others with letters and digits in one word. */
function isPhrase(value: string, mayBeWords: boolean): boolean {
  if (value.length < 10 || /pass|enter|your|please|must|[.:?,]$/i.test(value)) return false;
  return /[A-Za-z]\d|\d[A-Za-z]/.test(value) || (mayBeWords && /^[a-z]{3,}(?:[ -][a-z]{3,}){3,}$/.test(value));
}

function isMixedCase(value: string): boolean {
  return (value.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g) ?? []).length >= 3;
}
