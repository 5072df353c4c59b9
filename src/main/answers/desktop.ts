import type { Outcome } from '../../contract/calls.ts';
import type { PointingLines, TrustState } from '../../contract/status-view.ts';

/**
 * What some answers need of the desktop they run on. The shell provides it; without a window the engine answers
 * everything else.
 */
export interface Desktop {
  readTrust(): Promise<TrustState>;
  trustCertificate(): Promise<Outcome>;
  removeCertificate(): Promise<Outcome>;
  readPointingLines(): PointingLines;
  copyText(text: string): void;
  /** The file the user chose to save to, or null when they cancelled. */
  chooseSaveFile(suggestedName: string): Promise<string | null>;
}
