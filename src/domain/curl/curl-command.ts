import { headerValue, type HeaderList } from '../http/header-list.ts';
import { originText, type Origin } from '../http/origin.ts';
import { harUrl } from '../har/har-url.ts';
import { namesCredential } from '../masking/credential-header-names.ts';
import { exactUtf8Text } from '../octets/octets-as-text.ts';
import { printCommand, shellWord, type WordPart } from './shell-words.ts';

/** A request as it was recorded: its credentials masked. Texts are latin-1, one character an octet. */
export interface CurlRequest extends Origin {
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
  /** Null without a body; or the file that it stands in. */
  readonly body: Uint8Array | { readonly file: string } | null;
  /** The content coding that was on the body and is off. */
  readonly decodedFrom: string | null;
}

/**
 * The request as a command for a POSIX shell. Headers are in their order; credentials, which are not known, are variables
 * (`$ANTHROPIC_API_KEY`, `$ANTHROPIC_AUTH_TOKEN` for Anthropic's own hosts, others by the name of their header). What curl adds by itself it is told to leave out, but for
 * the host and the length; the answer's coding is left to it (`--compressed`), since it may know fewer than the client did.
 */
export function curlCommand(request: CurlRequest): string {
  const { method, body, headers } = request;
  const isFile = body !== null && 'file' in body;
  const words = [
    'curl --http1.1 --globoff --path-as-is',
    ...methodWords(method, body !== null),
    shellWord(urlOf(request)),
    ...headers.flatMap((header) => headerWords(header, request)),
    ...withoutOwnHeaders(headers, body !== null).map((name) => `-H '${name}:'`),
    ...(headerValue(headers, 'accept-encoding') === null ? [] : ['--compressed']),
    ...(body === null ? [] : [`--data-binary ${isFile ? shellWord(`@${latin1Of(body.file)}`) : '@-'}`]),
  ];
  const command = words.join(' \\\n  ');
  return body === null || isFile ? command : `${printCommand(body, exactUtf8Text(body))} | ${command}`;
}

/** The variables that the command needs, in their order. */
export function curlVariables(request: Pick<CurlRequest, 'scheme' | 'host' | 'headers'>): readonly string[] {
  const parts = request.headers.flatMap(([name, value]) => valueParts(name.trim().toLowerCase(), value, request));
  return [...new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : part.variable)))];
}

function methodWords(method: string, hasBody: boolean): readonly string[] {
  if (method === 'HEAD' && !hasBody) return ['--head'];
  return method === (hasBody ? 'POST' : 'GET') ? [] : [`-X ${shellWord(method)}`];
}

function urlOf(request: CurlRequest): string {
  const { path } = request;
  return /^\/[\x21\x22\x24-\x7e]*$/.test(path) ? originText(request) + path : harUrl(request, path);
}

/** Made by curl itself, of what it sends. */
const madeByCurl = new Set(['content-length', 'accept-encoding']);

function headerWords([name, value]: HeaderList[number], { decodedFrom, ...request }: CurlRequest): readonly string[] {
  const lowerCaseName = name.trim().toLowerCase();
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) || madeByCurl.has(lowerCaseName) || value.includes('\0')) return [];
  if (lowerCaseName === 'content-encoding' && decodedFrom !== null) return [];
  if (lowerCaseName === 'host' && originText(request) === `${request.scheme}://${value}`) return [];
  // A name alone would take the header out; the semicolon sends it empty.
  return [`-H ${value === '' ? shellWord(`${name};`) : shellWord(`${name}: `, ...valueParts(lowerCaseName, value, request))}`];
}

function valueParts(lowerCaseName: string, value: string, target: Pick<Origin, 'scheme' | 'host'>): readonly WordPart[] {
  const isCookie = lowerCaseName === 'cookie';
  if (isCookie && /=\*+(?:;|$)/.test(value)) return [{ variable: 'COOKIE' }];
  const [, beginning = '', masked] = /^((?:[\w-]+[ \t]+)?)(\*+)$/.exec(value) ?? [];
  if (masked === undefined || !namesCredential(lowerCaseName)) return [value];
  return [...(beginning === '' ? [] : [beginning]), { variable: variableFor(lowerCaseName, beginning, target) }];
}

function variableFor(lowerCaseName: string, beginning: string, { scheme, host }: Pick<Origin, 'scheme' | 'host'>): string {
  // What is set in many a shell goes to nobody else: an imported file may name any host.
  const isAnthropics = scheme === 'https' && /(?:^|\.)(?:anthropic\.com|claude\.ai|claude\.com)$/i.test(host);
  if (isAnthropics && lowerCaseName === 'x-api-key') return 'ANTHROPIC_API_KEY';
  if (isAnthropics && lowerCaseName === 'authorization' && /^bearer\s/i.test(beginning)) return 'ANTHROPIC_AUTH_TOKEN';
  const name = lowerCaseName.toUpperCase().replaceAll(/\W/g, '_');
  return /^\d/.test(name) ? `_${name}` : name;
}

/** What curl sends unless it is told not to. */
function withoutOwnHeaders(headers: HeaderList, hasBody: boolean): readonly string[] {
  const own = ['User-Agent', 'Accept', ...(hasBody ? ['Content-Type', 'Expect'] : [])];
  return own.filter((name) => headerValue(headers, name.toLowerCase()) === null);
}

/** Names of files are text, and words are octets. */
function latin1Of(text: string): string {
  return decodeURIComponent(encodeURIComponent(text)) === text ? unescaped(encodeURIComponent(text)) : text;
}

function unescaped(encoded: string): string {
  return encoded.replaceAll(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
