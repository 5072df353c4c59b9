/** How the prompts of the built-in agents begin, and what these are called (CLI 2.1.197 and 2.1.330). */
export const builtinAgents: readonly (readonly [opener: string, agent: string])[] = [
  ['You are an agent for Claude Code', 'general-purpose'],
  ['You are a file search specialist', 'Explore'],
  ['You are a software architect', 'Plan'],
];
