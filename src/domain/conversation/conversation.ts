import type { Source } from '../attribution/source.ts';

/** What a request asks the model to go on from, as a person reads it. Offsets are bytes of the body; texts may be cut. */
export interface Conversation {
  readonly system: readonly ConversationBlock[];
  /** Blocks of the system prompt beyond the most that are given. */
  readonly leftOutSystemBlocks: number;
  readonly messages: readonly ConversationMessage[];
  /** Messages before the first of `messages`, left out for their number. */
  readonly earlierMessages: number;
  /** False where the body stops being JSON on the way: this is what came before. */
  readonly isWhole: boolean;
}

export interface ConversationMessage {
  /** Its place in the body's list. */
  readonly position: number;
  /** As the body says; empty where it says nothing. */
  readonly role: string;
  readonly start: number;
  readonly end: number;
  /** Without the tool results that stand with their calls. */
  readonly blocks: readonly ConversationBlock[];
  /** How many results stand with their calls, in earlier messages. */
  readonly pairedResults: number;
  /** Blocks beyond the most that are given. */
  readonly leftOutBlocks: number;
  /** Holds words of the user's own, or of whoever asked a subagent. */
  readonly isPrompt: boolean;
}

interface BlockPlace {
  readonly start: number;
  readonly end: number;
  /** It ends a prefix that the API is asked to cache. */
  readonly hasCacheMark: boolean;
}

export type ConversationBlock = BlockPlace &
  (
    | { readonly kind: 'text'; readonly parts: readonly TextPart[] }
    | { readonly kind: 'thinking'; readonly parts: readonly TextPart[]; readonly isRedacted: boolean }
    | { readonly kind: 'tool-use'; readonly tool: string; readonly input: JsonPart; readonly result: ToolResult | null }
    /** A result whose call is not in the conversation. */
    | { readonly kind: 'tool-result'; readonly result: ToolResult }
    | { readonly kind: 'image'; readonly media: Media }
    | { readonly kind: 'document'; readonly title: string | null; readonly media: Media; readonly parts: readonly TextPart[] }
    | { readonly kind: 'other'; readonly type: string; readonly json: JsonPart }
  );

export interface ToolResult extends BlockPlace {
  readonly isError: boolean;
  /** Which message it stands in. */
  readonly position: number;
  readonly items: readonly ConversationBlock[];
}

/** A run of a text that has one source; null while that is not known. `text` is its beginning where `isCut`. */
export interface TextPart {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isCut: boolean;
  readonly source: Source | null;
}

/** JSON as it stands in the body. */
export interface JsonPart {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isCut: boolean;
}

/** An image or a document. Its data is to be asked for; null for one that is only named by an address. */
export interface Media {
  readonly mediaType: string | null;
  readonly data: { readonly start: number; readonly end: number; readonly bytes: number } | null;
  readonly address: string | null;
  readonly width: number | null;
  readonly height: number | null;
}
