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
        ? { sign: '!', name: 'Not set for all of Claude Code', about: 'It was set, and could not be set again when Whence was started.', tone: 'warn' }
        : { sign: '○', name: 'Not set for all of Claude Code', about: 'A few variables in its own settings lead every claude of yours here, in any terminal or editor.', tone: 'quiet' };
    case 'set':
      return standing.isChanged
        ? { sign: '✓', name: 'Set for all of Claude Code', about: 'Every claude that is started comes here. The file has been changed since, elsewhere in it; Undo leaves that as it is.', tone: 'good' }
        : { sign: '✓', name: 'Set for all of Claude Code', about: 'Every claude that is started comes here, in any terminal or editor.', tone: 'good' };
    case 'set-by-hand':
      return { sign: '✓', name: 'Set for all of Claude Code, by hand', about: 'Its settings lead here already, though not by this Whence.', tone: 'good' };
    case 'elsewhere':
      return {
        sign: '!',
        name: 'Claude Code’s settings lead elsewhere',
        about: standing.why,
        tone: 'warn',
      };
    case 'other-proxy':
      return { sign: '!', name: 'Another proxy is in the way', about: `${standing.name} in Claude Code’s settings is ${standing.proxy}. Whence can take its place there, and go on through it.`, tone: 'warn' };
    case 'cannot-read':
      return { sign: '?', name: 'Claude Code’s settings cannot be used', about: standing.why, tone: 'warn' };
  }
}
