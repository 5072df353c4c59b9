/** One thing that a memory file says: a paragraph, or an item of a list with the lines that belong to it. */
export interface Statement {
  readonly text: string;
  /** The same for statements that differ in spaces, letter case, emphasis or the mark of the list alone. */
  readonly alike: string;
}

/** What is shorter is repeated by chance: "Run the tests before you commit." has 32 signs. */
const leastSigns = 40;

const fence = /^(?:```|~~~)/;
const heading = /^#{1,6}\s/;
const listMark = /^(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?/;
const tableRule = /^[|:\-\s]+$/;

/** The statements of a text in order; headings, code and lines that only draw are none. Takes a time that grows with the text alone. */
export function statementsOf(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  let lines: string[] = [];
  let isCode = false;
  const end = (): void => {
    if (lines.length === 0) return;
    const whole = lines.join(' ');
    lines = [];
    const alike = whole.replaceAll(/[*_`]+/g, '').replaceAll(/\s+/g, ' ').trim().toLowerCase();
    if (alike.length >= leastSigns) statements.push({ text: whole, alike });
  };
  for (const line of text.split(/\r\n?|\n/)) {
    const trimmed = line.trim();
    if (fence.test(trimmed)) {
      end();
      isCode = !isCode;
    } else if (isCode) continue;
    else if (trimmed === '' || heading.test(trimmed) || tableRule.test(trimmed)) end();
    else if (listMark.test(trimmed)) {
      end();
      lines.push(trimmed.replace(listMark, ''));
    } else if (trimmed.startsWith('|')) {
      // A row of a table stands by itself.
      end();
      lines.push(trimmed);
      end();
    } else lines.push(trimmed);
  }
  end();
  return statements;
}
