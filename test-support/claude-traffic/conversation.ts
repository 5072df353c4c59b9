export type Block = Readonly<Record<string, unknown>> & { readonly type: string };

const cacheMark = { type: 'ephemeral' };

/** The messages of a thread so far. Those that are sent again are kept as the JSON that they are sent as. */
export class Conversation {
  #sent: string[] = [];
  #last: readonly Block[] = [];
  /** A message of the role "system" behind the last one. */
  #lastNote: string | null = null;
  #sentLength = 0;

  /** Adds what the user, or a tool in their place, says. */
  addUser(blocks: readonly Block[], note: string | null = null): void {
    this.#last = blocks;
    this.#lastNote = note;
  }

  /** Adds an answer to what was said last. */
  addAssistant(blocks: readonly Block[]): void {
    // As a single text, what was sent in an array is a string from now on.
    const [only] = this.#last;
    const isOneText = this.#last.length === 1 && only?.type === 'text';
    this.#keep({ role: 'user', content: isOneText ? only['text'] : this.#last });
    if (this.#lastNote !== null) this.#keep({ role: 'system', content: this.#lastNote });
    this.#keep({ role: 'assistant', content: blocks });
    this.#last = [];
    this.#lastNote = null;
  }

  /** Begins anew, with nothing said. */
  clear(): void {
    this.#sent = [];
    this.#sentLength = 0;
  }

  /** The characters of what was said before the last message. */
  get sentLength(): number {
    return this.#sentLength;
  }

  /** The messages as JSON, the last block of the last one marked for the cache. */
  messagesText(): string {
    const last = this.#last.map((block, index) => (index === this.#last.length - 1 ? { ...block, cache_control: cacheMark } : block));
    const ends = [JSON.stringify({ role: 'user', content: last }), ...(this.#lastNote === null ? [] : [JSON.stringify({ role: 'system', content: this.#lastNote })])];
    return `[${[...this.#sent, ...ends].join(',')}]`;
  }

  #keep(message: object): void {
    const written = JSON.stringify(message);
    this.#sent.push(written);
    this.#sentLength += written.length + 1;
  }
}

export function text(said: string): Block {
  return { type: 'text', text: said };
}

export function reminder(said: string): Block {
  return text(`<system-reminder>\n${said}\n</system-reminder>\n`);
}
