// Bodies of requests that are timed. All words are ours.

/** @typedef {{ role: string, content: unknown }} Message */

const words = ['lamp', 'oil "of the lamp"', 'wick\n', 'a\\b', 'keeper', 'of the light,'];
const bytesOfTurn = 8000;

/**
 * A conversation of about so many bytes as Claude Code sends it, with tools of eight servers, and the same with one turn more.
 * @param {number} bytes
 */
export function conversations(bytes) {
  /** @type {Message[]} */
  const messages = [{ role: 'user', content: [text(`<system-reminder>\nCodebase and user instructions are shown below.\n\nContents of /p/CLAUDE.md (project instructions, checked into the codebase):\n\n${prose(20_000)}\n</system-reminder>\n`), text('Light it.')] }];
  const turns = Math.floor((bytes - 100_000) / bytesOfTurn);
  for (let turn = 0; turn < turns; turn += 1) messages.push(...turnOf(turn));
  return { first: requestOf(messages), next: requestOf([...messages, ...turnOf(turns)]) };
}

/** @returns {readonly Message[]} */
function turnOf(/** @type {number} */ turn) {
  const id = `toolu_${turn}`;
  const call = { type: 'tool_use', id, name: turn % 3 === 0 ? 'Read' : `mcp__s${turn % 8}__find`, input: { file_path: `/p/${turn}`, content: prose(1000) } };
  const reminder = '<system-reminder>\nPostToolUse:Read hook additional context: it burns\n</system-reminder>';
  return [
    { role: 'assistant', content: [text(prose(400)), call] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: `${prose(bytesOfTurn - 1800)}\n\n${reminder}` }] },
  ];
}

function requestOf(/** @type {readonly Message[]} */ messages) {
  const tools = Array.from({ length: 60 }, (_, index) => ({ name: `mcp__s${index % 8}__t${index}`, description: prose(800), input_schema: { type: 'object' } }));
  const system = [text('x-anthropic-billing-header: cc_version=2.1.330.a;'), text('You are an agent.'), text(`# Harness\n${prose(10_000)}`)];
  return octets({ model: 'claude-sonnet-4-5', messages, system, tools });
}

/** What a text is filled with; the more of it could begin something, the dearer. */
const fillings = {
  'one character': 'a',
  'empty lines': '\n\n',
  'quotes': '"',
  'backslashes': '\\',
  'two-byte characters': 'é',
  'reminders that open': '\n\n<system-reminder>\n',
  'reminders that close': '\n</system-reminder>',
  'whole reminders': "\n\n<system-reminder>\nToday's date is so\n</system-reminder>",
  'dates': "\n\nToday's date is so",
  'server headings': '\n\n## a\nb',
  'headings': '\n# b\n',
  'list rows': '\n- a: b',
  'rows with tools': '\n- a: b (Tools: x)\n\n',
  'hooks': '\n\nStop hook success: so',
  'files': '\n\nContents of /a (b):\n\n',
  'notes': '\n\nNote: ',
  'server instructions': '\n\n# MCP Server Instructions\n\nThe following MCP servers have provided instructions for how to use their tools and resources:\n\n## a\nb',
  'commands': '<command-message>',
  'underscores': '__',
  'mentions': ' @a:b://c',
  'notifications': '[SYSTEM NOTIFICATION - NOT USER INPUT]\n<tool-use-id>',
};

/** What may stand before it. @type {Readonly<Record<string, string>>} */
const openings = {
  'nothing': '',
  'server instructions': '# MCP Server Instructions\n\nThe following MCP servers have provided instructions for how to use their tools and resources:',
  'agents': 'Available agent types for the Agent tool:',
  'skills': 'The following skills are available for use with the Skill tool:\n',
  'memory': 'Codebase and user instructions are shown below.',
  'a hook': 'Stop hook success: ',
  'a mention': 'Called the Read tool with the following input: ',
};

/** Where in a request it stands. @type {Readonly<Record<string, (text: string) => object>>} */
const places = {
  'system message': (filled) => ({ messages: [{ role: 'user', content: 'Light it.' }, { role: 'system', content: filled }], tools: [{ name: 'mcp__a__b' }, { name: 'Agent' }, { name: 'Skill' }] }),
  'reminder': (filled) => ({ messages: [{ role: 'user', content: [text(`<system-reminder>\n${filled}\n</system-reminder>`), text('Light it.')] }] }),
};

/** Places whose texts have no opening of their own. @type {Readonly<Record<string, (text: string) => object>>} */
const bluntPlaces = {
  'prompt': (filled) => ({ messages: [{ role: 'user', content: filled }] }),
  'result': (filled) => ({
    messages: [
      { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'Read', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: `${filled}\n</system-reminder>` }] },
    ],
  }),
  'system prompt': (filled) => ({ messages: [], system: [text('x-anthropic-billing-header: a;'), text('You are an agent.'), text(filled)] }),
  'tool name': (filled) => ({ messages: [], tools: [{ name: `mcp__${filled}` }] }),
};

/** The names of all hostile bodies, each for `hostileBody`: a place, an opening and a filling. */
export function hostileNames() {
  const opened = Object.keys(places).flatMap((place) => Object.keys(openings).map((opening) => ({ place, opening })));
  const blunt = Object.keys(bluntPlaces).map((place) => ({ place, opening: 'nothing' }));
  return [...opened, ...blunt].flatMap((where) => Object.keys(fillings).map((filling) => ({ ...where, filling })));
}

/**
 * A body of about so many bytes that gives the attribution the most to do.
 * @param {{ place: string, opening: string, filling: string }} name
 * @param {number} bytes
 */
export function hostileBody({ place, opening, filling }, bytes) {
  const unit = /** @type {Readonly<Record<string, string>>} */ (fillings)[filling] ?? '';
  const filled = (openings[opening] ?? '') + unit.repeat(Math.floor(bytes / Buffer.byteLength(JSON.stringify(unit).slice(1, -1))));
  const request = { ...places, ...bluntPlaces }[place];
  if (request === undefined) throw new Error(`There is no place "${place}".`);
  return octets({ model: 'claude-sonnet-4-5', ...request(filled) });
}

function text(/** @type {string} */ what) {
  return { type: 'text', text: what };
}

function prose(/** @type {number} */ bytes) {
  const row = words.join(' ');
  return row.repeat(Math.ceil(bytes / row.length)).slice(0, bytes);
}

function octets(/** @type {object} */ request) {
  return new TextEncoder().encode(JSON.stringify(request));
}
