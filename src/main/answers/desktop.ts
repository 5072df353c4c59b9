import type { ArchiveFormat } from '../../contract/archive-view.ts';
import type { Outcome } from '../../contract/calls.ts';
import type { ClaudeSettingsChange, ClaudeSettingsPlan, ClaudeSettingsView } from '../../contract/claude-settings-view.ts';
import type { ElsewhereView, RunCommandView, TerminalsView } from '../../contract/reach-view.ts';
import type { AppliedRemediesView, FindingToRemedy, RemedyOf, RemedyOutcome, RemedyPlan, RemedyView } from '../../contract/remedy-view.ts';
import type { LoginItemView } from '../../contract/login-item-view.ts';
import type { PointingLines, TrustState } from '../../contract/status-view.ts';

/**
 * What some answers need of the desktop they run on. The shell provides it; without a window the engine answers
 * everything else.
 */
export interface Desktop {
  readTrust(): Promise<TrustState>;
  trustCertificate(): Promise<Outcome>;
  removeCertificate(): Promise<Outcome>;
  readLoginItem(): Promise<LoginItemView>;
  /** Has the standby started when the user signs in, from where this Whence is. */
  addLoginItem(): Promise<Outcome>;
  removeLoginItem(): Promise<Outcome>;
  readPointingLines(): PointingLines;
  /** Claude Code's own settings, pointed at Whence. */
  readonly claudeSettings: {
    read(): Promise<ClaudeSettingsView>;
    plan(what: ClaudeSettingsChange): Promise<ClaudeSettingsPlan>;
    change(what: ClaudeSettingsChange, id: string, goesOnThrough: boolean): Promise<Outcome>;
    /** Takes out what was set, without a question. */
    undo(): Promise<Outcome>;
  };
  /** What is done about findings in Claude Code's settings; `projects` are those of the finding's requests. */
  readonly remedies: {
    read(finding: FindingToRemedy, projects: readonly string[]): Promise<readonly RemedyView[]>;
    plan(asked: RemedyOf, projects: readonly string[]): Promise<RemedyPlan>;
    apply(asked: RemedyOf, projects: readonly string[], id: string): Promise<RemedyOutcome>;
    list(): Promise<AppliedRemediesView>;
    planUndo(id: string): Promise<RemedyPlan>;
    undo(id: string, planId: string): Promise<RemedyOutcome>;
    /** Undoes all, without a question. */
    undoAll(): Promise<{ readonly undone: number; readonly failed: readonly string[] }>;
  };
  listTerminals(): TerminalsView;
  openTerminal(id: string): Promise<Outcome>;
  /** The command `whence`. */
  readRunCommand(): Promise<RunCommandView>;
  installCommand(takesOver: boolean): Promise<Outcome>;
  removeCommand(): Promise<Outcome>;
  readElsewhere(): ElsewhereView;
  copyText(text: string): void;
  /** Whether the user wants what cannot be undone, asked in these words; `button` names what is done. */
  confirm(question: { readonly message: string; readonly detail: string; readonly button: string }): Promise<boolean>;
  /** The file the user chose to save an archive of this format, a body, or a text to; null when they cancelled. */
  chooseSaveFile(suggestedName: string, what: ArchiveFormat | 'body' | 'csv' | 'json' | 'md' | 'text'): Promise<string | null>;
  /** The HAR file the user chose to open, or null when they cancelled. */
  chooseOpenFile(): Promise<string | null>;
}
