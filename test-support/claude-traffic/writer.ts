import type { Random } from '../fuzz/random.ts';
import { drawWord, type Vocabulary } from './vocabulary.ts';

const folders = ['src', 'lib', 'server', 'client', 'packages', 'internal', 'tests', 'scripts', 'web', 'core'] as const;
const extensions = ['ts', 'tsx', 'py', 'go', 'json', 'md'] as const;
const types = ['string', 'number', 'boolean', 'readonly string[]', 'Date', 'Uint8Array', 'unknown', 'Promise<void>'] as const;
const operators = ['===', '!==', '<', '>', '>=', '&&', '||'] as const;
const levels = ['INFO', 'INFO', 'INFO', 'DEBUG', 'WARN', 'ERROR'] as const;

/**
 * Writes prose, code, logs and JSON about one subject: half of its words are the subject's own few, as in a text that someone wrote, so that it
 * compresses like one.
 */
export class Writer {
  readonly random: Random;
  readonly #vocabulary: Vocabulary;
  readonly #subject: readonly [string, ...string[]];
  readonly #identifiers: readonly [string, ...string[]];
  readonly #paths: readonly [string, ...string[]];
  #phrases: string[] = [];

  constructor(random: Random, vocabulary: Vocabulary, subjectWords = 90) {
    this.random = random;
    this.#vocabulary = vocabulary;
    const rare = (): string => vocabulary[random.below(vocabulary.length)] ?? 'lamp';
    this.#subject = many(subjectWords, rare);
    this.#identifiers = many(subjectWords >> 1, () => this.#makeIdentifier());
    this.#paths = many(120, () => `${random.pick(folders)}/${this.subjectWord()}/${this.subjectWord()}-${this.word()}.${random.pick(extensions)}`);
  }

  /** The same subject's next document: other words, the same names. */
  word(): string {
    return this.random.below(100) < 35 ? this.subjectWord() : drawWord(this.random, this.#vocabulary);
  }

  subjectWord(): string {
    return skewed(this.random, this.#subject);
  }

  identifier(): string {
    return this.random.below(100) < 88 ? skewed(this.random, this.#identifiers) : this.#makeIdentifier();
  }

  path(): string {
    return skewed(this.random, this.#paths);
  }

  sentence(): string {
    const words: string[] = [];
    const length = 5 + this.random.below(16);
    while (words.length < length) words.push(this.random.onceIn(4) ? this.#phrase() : this.random.onceIn(25) ? `\`${this.identifier()}\`` : this.word());
    const text = words.join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${this.random.onceIn(9) ? ':' : '.'}`;
  }

  /** Paragraphs of about so many characters, some of them lists. */
  prose(characters: number): string {
    return this.#until(characters, '', () => {
      const shape = this.random.below(10);
      if (shape < 2) return `- ${this.sentence()}\n`;
      if (shape === 2) return `\n## ${this.#phrase()} ${this.word()}\n\n`;
      return `${this.sentence()}${this.random.onceIn(4) ? '\n\n' : ' '}`;
    });
  }

  /** A line of prose without line breaks. */
  line(characters: number): string {
    return this.#until(characters, ' ', () => this.sentence());
  }

  /** Lines of a program. */
  code(characters: number): string {
    return this.#until(characters, '\n', () => this.#definition());
  }

  /** The same with numbers, as `Read` shows a file. */
  numberedCode(characters: number): string {
    const first = 1 + this.random.below(400);
    return this.code(characters * 0.86).split('\n').map((line, index) => `${String(first + index).padStart(6)}\t${line}`).join('\n');
  }

  log(characters: number): string {
    let second = this.random.below(86_400);
    return this.#until(characters, '\n', () => {
      second += this.random.below(4);
      const time = new Date(second * 1000).toISOString().slice(11, 19);
      const place = `${time} ${this.random.pick(levels)} [${this.subjectWord()}]`;
      if (this.random.onceIn(6)) return `    at ${this.identifier()} (${this.path()}:${this.random.below(400)}:${this.random.below(60)})`;
      return this.random.onceIn(3) ? `${place} ${this.identifier()}=${this.random.below(10_000)} ${this.#phrase()}` : `${place} ${this.#phrase()} ${this.word()} in ${this.random.below(900)} ms`;
    });
  }

  /** What a search prints: places in files, with their lines. */
  matches(characters: number): string {
    return this.#until(characters, '\n', () => `${this.path()}:${this.random.below(900)}:${this.#statement(1)}`);
  }

  listing(characters: number): string {
    return this.#until(characters, '\n', () => `/${this.path()}`);
  }

  /** A JSON text of about so many characters: rows with the same members. */
  json(characters: number): string {
    const members = many(3 + this.random.below(5), () => this.identifier());
    const rows: object[] = [];
    for (let written = 0; written < characters; ) {
      const row = Object.fromEntries(members.map((member, index) => [member, index === 0 ? this.random.below(100_000) : index === 1 ? this.line(40) : this.random.onceIn(4) ? this.random.onceIn(2) : this.identifier()]));
      rows.push(row);
      written += JSON.stringify(row).length + 1;
    }
    return JSON.stringify({ total: rows.length, [this.identifier()]: rows }, null, this.random.onceIn(2) ? 2 : undefined);
  }

  #until(characters: number, between: string, next: () => string): string {
    const pieces: string[] = [];
    for (let written = 0; written < characters; ) {
      const piece = next();
      pieces.push(piece);
      written += piece.length + between.length;
    }
    return pieces.join(between);
  }

  /** Some words that go together, most of them said before. */
  #phrase(): string {
    if (this.#phrases.length > 0 && !this.random.onceIn(5)) return this.#phrases[this.random.below(this.#phrases.length)] ?? 'the end';
    const phrase = many(2 + this.random.below(3), () => this.word()).join(' ');
    if (this.#phrases.length < 150) this.#phrases.push(phrase);
    else this.#phrases[this.random.below(150)] = phrase;
    return phrase;
  }

  #makeIdentifier(): string {
    const words = many(1 + this.random.below(3), () => this.word().replaceAll(/[^a-z]/g, ''));
    return words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('') || 'it';
  }

  #definition(): string {
    const lines = [`${this.random.onceIn(3) ? 'export ' : ''}${this.random.onceIn(3) ? 'async ' : ''}function ${this.identifier()}(${this.#parameters()}): ${this.random.pick(types)} {`];
    if (this.random.onceIn(3)) lines.unshift(`/** ${this.sentence()} */`);
    const length = 2 + this.random.below(8);
    for (let line = 0; line < length; line += 1) lines.push(`  ${this.#statement(line)}`);
    return [...lines, '}', ''].join('\n');
  }

  #statement(line: number): string {
    const [a, b, c] = [this.identifier(), this.identifier(), this.identifier()];
    switch (this.random.below(8)) {
      case 0: return `const ${a} = await ${b}.${c}(${this.identifier()});`;
      case 1: return `if (${a} ${this.random.pick(operators)} ${b}) return ${c};`;
      case 2: return `for (const ${a} of ${b}.${c}) ${a}.push(${this.random.below(64)});`;
      case 3: return `// ${this.sentence()}`;
      case 4: return `throw new Error('${this.line(20).replaceAll("'", '')}', { cause: ${a} });`;
      case 5: return `${a}.${b} = ${c} ?? '${this.word()}';`;
      case 6: return line === 0 ? `const { ${a}, ${b} } = ${c};` : `return ${a}.${b}(${c}, { ${this.identifier()}: ${this.random.below(1000)} });`;
      default: return `expect(${a}.${b}()).toEqual(${c});`;
    }
  }

  #parameters(): string {
    return many(1 + this.random.below(3), () => `${this.identifier()}: ${this.random.pick(types)}`).join(', ');
  }
}

/** At least one. */
export function many<Item>(count: number, make: (index: number) => Item): [Item, ...Item[]] {
  const items: [Item, ...Item[]] = [make(0)];
  for (let index = 1; index < count; index += 1) items.push(make(index));
  return items;
}

/** The first ones more often than the last. */
function skewed(random: Random, items: readonly [string, ...string[]]): string {
  return items[Math.floor(items.length ** (random.below(100_000) / 100_000)) - 1] ?? items[0];
}
