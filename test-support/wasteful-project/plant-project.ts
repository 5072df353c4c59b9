import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { longMemory, sourceFile, unusedSkill, weatherDescription, weatherTools } from './project-texts.ts';

const serverProgram = fileURLToPath(new URL('../planted-sources/mcp-server.mjs', import.meta.url));

interface Served {
  readonly instructions: string;
  readonly tools: readonly { readonly name: string; readonly description: string; readonly content: readonly object[] }[];
  readonly prompts: readonly never[];
  readonly resources: readonly never[];
}

const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n');
const tool = (name: string, description: string, text: string) => ({ name, description, content: [{ type: 'text', text }] });

const servers: Readonly<Record<string, Served>> = {
  docs: {
    instructions: 'The handbook of the harbours. Look a word up before you guess what it means.',
    tools: [tool('lookup', 'Looks a word up in the handbook of the harbours.', lines(12, (index) => `Chapter ${index}: what the handbook says of berths and of the right of way there.`))],
    prompts: [],
    resources: [],
  },
  tickets: {
    instructions: 'The open tickets of the timetable service.',
    tools: [tool('search', 'Searches the tickets by a word.', lines(40, (index) => `#${4200 + index} open: the board of pier ${index} shows the ferry of ${index}:15 twice, seen by the night watch.`))],
    prompts: [],
    resources: [],
  },
  weather: {
    instructions: 'Weather of the world. Ask for the place first, and name the station in the answer.',
    tools: weatherTools.map((name) => tool(name, weatherDescription(name), 'Fair.')),
    prompts: [],
    resources: [],
  },
};

/** A project as it grows by itself: three MCP servers, one of which nobody calls; a long CLAUDE.md with a chapter in it twice; a skill that nobody uses. */
export async function plantProject(folder: string): Promise<{ readonly home: string; readonly project: string; readonly memory: string }> {
  const [home, project] = [join(folder, 'home'), join(folder, 'project')];
  const served = (name: string): string => join(folder, 'served', `${name}.json`);
  const configured = (name: string) => ({ type: 'stdio', command: process.execPath, args: [serverProgram, served(name)] });
  const memory = join(project, 'CLAUDE.md');
  const files: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries(servers).map(([name, what]) => [served(name), JSON.stringify(what)])),
    [join(project, '.mcp.json')]: JSON.stringify({ mcpServers: { docs: configured('docs'), tickets: configured('tickets') } }, null, 2),
    // The user's own, which is there in every project.
    [join(home, '.claude.json')]: JSON.stringify({ mcpServers: { weather: configured('weather') } }, null, 2),
    [join(home, '.claude', 'settings.json')]: `${JSON.stringify({ enabledMcpjsonServers: ['docs', 'tickets'], cleanupPeriodDays: 30 }, null, 2)}\n`,
    [join(home, '.claude', 'skills', 'harbour-poster', 'SKILL.md')]: unusedSkill,
    [memory]: longMemory,
    ...sourceFiles(project),
  };
  await writeFiles(files);
  return { home, project, memory };
}

/** Puts the source files as they were before the tasks, and what is given into CLAUDE.md. */
export async function plantAgain({ project, memory }: { readonly project: string; readonly memory: string }, memoryText: string): Promise<void> {
  await writeFiles({ ...sourceFiles(project), [memory]: memoryText });
}

function sourceFiles(project: string): Readonly<Record<string, string>> {
  return Object.fromEntries(['schedule', 'prices'].map((name) => [join(project, 'src', `${name}.js`), sourceFile(name)]));
}

async function writeFiles(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, contents] of Object.entries(files)) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
}
