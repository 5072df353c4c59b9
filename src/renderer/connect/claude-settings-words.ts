import type { ClaudeSettingsView } from '../../contract/claude-settings-view.ts';

interface StandingWords {
  readonly sign: string;
  readonly name: string;
  readonly about: string;
  readonly tone: 'good' | 'warn' | 'quiet';
}

/** How it stands with Claude Code's settings, in a word or two and a sentence. */
export function standingWords({ standing, isWanted }: ClaudeSettingsView): StandingWords {
  switch (standing.state) {
    case 'not-set':
      return isWanted
        ? { sign: '!', name: 'Not set', about: 'It was set, and could not be set again when Whence was started.', tone: 'warn' }
        : { sign: '○', name: 'Not set', about: 'Two variables in Claude Code’s own settings lead every claude of yours here, in any terminal or editor.', tone: 'quiet' };
    case 'set':
      return standing.isChanged
        ? { sign: '✓', name: 'Set', about: 'Every claude that is started comes here. The file has been changed since, elsewhere in it; Undo leaves that as it is.', tone: 'good' }
        : { sign: '✓', name: 'Set', about: 'Every claude that is started comes here.', tone: 'good' };
    case 'set-by-hand':
      return { sign: '✓', name: 'Set by hand', about: 'The settings lead here already. Whence did not write that, so it does not take it out.', tone: 'good' };
    case 'elsewhere':
      return {
        sign: '!',
        name: 'Leads elsewhere',
        about: standing.found === null ? 'What Whence wrote is no longer all there.' : `The settings lead to ${standing.found} now, or name another certificate file than Whence’s.`,
        tone: 'warn',
      };
    case 'other-proxy':
      return { sign: '!', name: 'Another proxy is in the way', about: `${standing.name} of the settings is ${standing.proxy}. Whence can take its place and go on through it.`, tone: 'warn' };
    case 'cannot-read':
      return { sign: '?', name: 'Cannot be read', about: standing.why, tone: 'warn' };
  }
}
