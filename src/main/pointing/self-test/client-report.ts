/** What the self-test's client is told, as a line of JSON on its standard input. All else it takes from its environment, as Claude Code does. */
export interface ClientTask {
  readonly host: string;
  /** What its CONNECT says, so that the proxy knows it. */
  readonly said: string;
}

/** How far the client came, as a line of JSON on its standard output. */
export type ClientReport =
  /** No connection to the proxy. `code`: the system's. */
  | { readonly reached: 'nothing'; readonly code: string }
  /** Something answered that made no tunnel. `answer`: its status line, or null where it closed without a word; `text`: what it said. */
  | { readonly reached: 'port'; readonly answer: string | null; readonly text: string }
  /** A tunnel, in which the certificate was refused. `authority`: who signed it, where one was shown. */
  | { readonly reached: 'tunnel'; readonly code: string; readonly authority: string | null }
  /** A tunnel to the server itself, past the Whence that should have answered: nothing was sent in it. */
  | { readonly reached: 'server' }
  /** All the way. `text`: what was answered. */
  | { readonly reached: 'answer'; readonly text: string };

/** How Claude Code finds its proxy: lower case goes first. */
export const proxyNames = ['https_proxy', 'HTTPS_PROXY'] as const;
