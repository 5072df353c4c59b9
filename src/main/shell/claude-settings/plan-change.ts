import { createHash } from 'node:crypto';
import type { ClaudeSettingsChange, ClaudeSettingsPlan } from '../../../contract/claude-settings-view.ts';
import type { UpstreamProxyChoice } from '../../../contract/settings-view.ts';
import { withoutCredentials } from '../../settings/proxy-variables.ts';
import { goesThrough, isOnThisMachine, nextProxyOf } from './other-proxy.ts';
import { envOf, withoutChange, withValues, type Env, type SettingsChange } from './settings-change.ts';
import type { FoundFile } from '../settings-file/settings-file.ts';
import { readSettingsText } from '../settings-file/settings-text.ts';
import { shownDifference } from '../settings-file/shown-difference.ts';
import { notStrict } from './standing.ts';
import { decidingNames, exemptingNames, otherCaFile, otherProxy, wantedValues, type PointingFacts } from './wanted-values.ts';

export interface PlanGround {
  readonly found: FoundFile;
  /** What was written before, and is still in it. */
  readonly change: SettingsChange | null;
  readonly facts: PointingFacts;
  /** The variables of the app's environment, as a terminal's are. */
  readonly shell: Env;
  readonly upstreamProxy: UpstreamProxyChoice;
}

type Shown = Omit<Extract<ClaudeSettingsPlan, { planned: true }>, 'planned'>;

export type Plan =
  | { readonly possible: false; readonly why: string }
  | {
      readonly possible: true;
      readonly found: FoundFile;
      /** What the file is to hold; null for no file. */
      readonly text: string | null;
      /** What leads back from it; null for an undoing. */
      readonly change: SettingsChange | null;
      readonly isExact: boolean;
      /** The variables of the settings without ours. */
      readonly env: Env;
      readonly furtherCaFiles: readonly string[];
      readonly shown: Shown;
    };

/** What is to be written, and what the user sees of it. Setting what is set already begins from what undoing it would leave. */
export function planChange(what: ClaudeSettingsChange, ground: PlanGround): Plan {
  const { found, change, facts, shell } = ground;
  const refused = (why: string): Plan => ({ possible: false, why: `${found.file} ${why}. Whence leaves it alone. Mend it, and try again.` });
  const base = change === null ? { possible: true as const, text: found.text, isExact: true } : withoutChange(found.text, change);
  if (!base.possible) return refused(base.why);
  const read = readSettingsText(base.text ?? '', []);
  const env = read.readable ? envOf(read) : {};
  const proxy = otherProxy(facts, env);
  const next = proxy === null ? null : nextProxyOf(proxy.url, env);
  if (what === 'undo') {
    const stays = next !== null && goesThrough(next, ground.upstreamProxy) ? [`Whence itself still goes on through ${next.url}: Settings has that.`] : [];
    const changed = base.isExact || found.text === null || change?.edits.length === 0 ? [] : [changedSince];
    const shown = shownPlan(what, found, base.text, { warnings: [], notes: [...changed, ...stays], goOnThrough: null });
    return { possible: true, found, text: base.text, change: null, isExact: base.isExact, env, furtherCaFiles: [], shown };
  }
  const made = withValues(base.text, (before) => wantedValues(facts, before, shell));
  if (!made.possible) return refused(made.why);
  const ca = otherCaFile(facts, env);
  const isLocal = next !== null && isOnThisMachine(next);
  // What names our bundle as well is what a Whence of this data directory wrote, when it had another port.
  const wasOurs = isLocal && env['NODE_EXTRA_CA_CERTS'] === facts.caBundleFile;
  const goesOn = next !== null && !wasOurs && !goesThrough(next, ground.upstreamProxy);
  const said = proxy === null ? null : proxyWords(proxy.name, withoutCredentials(proxy.url), { isUsable: next !== null, goesOn, isLocal, wasOurs });
  const warnings = [...(read.readable && !read.isStrict ? [notStrict] : []), ...(said === null || wasOurs ? [] : [said]), ...(ca === null || ca.isUsable ? [] : [caWords(ca)])];
  const notes = [
    ...(said !== null && wasOurs ? [said] : []),
    ...(ca?.isUsable === true ? [caWords(ca)] : []),
    ...exemptingNames(facts, env, shell).map(({ name, host, isOfShell }) => `${name} exempts ${host}${isOfShell ? ' where Whence was started' : ''}, which would lead past Whence. It is set without what exempts it.`),
  ];
  const goOnThrough = proxy !== null && goesOn ? { proxy: withoutCredentials(proxy.url), isSuggested: !isLocal } : null;
  const shown = shownPlan(what, found, made.text, { warnings, notes, goOnThrough });
  return { possible: true, found, text: made.text, change: made.change, isExact: true, env, furtherCaFiles: ca?.isUsable === true ? [ca.file] : [], shown };
}

const changedSince = 'The file has been changed since Whence wrote it. Whence’s variables alone go out; the rest stays as it is.';

function caWords({ file, isUsable }: { readonly file: string; readonly isUsable: boolean }): string {
  return isUsable
    ? `NODE_EXTRA_CA_CERTS names ${file}. Whence’s file holds its certificates as well.`
    : `NODE_EXTRA_CA_CERTS names ${file}, which is no whole path: Whence cannot take its certificates along. Write the whole path first if they are needed.`;
}

interface ProxyFacts {
  readonly isUsable: boolean;
  readonly goesOn: boolean;
  readonly isLocal: boolean;
  readonly wasOurs: boolean;
}

function proxyWords(name: string, proxy: string, { isUsable, goesOn, isLocal, wasOurs }: ProxyFacts): string {
  if (wasOurs) return `${name} names ${proxy}, where Whence listened before.`;
  const instead = `${name} names another proxy, ${proxy}. Claude Code would go through Whence instead.`;
  if (!isUsable) return `${instead} Whence cannot go on through it: it goes through http:// and https:// proxies alone. If your network needs it, leave this as it is.`;
  if (!goesOn) return `${instead} Whence goes on through it.`;
  return isLocal ? `${instead} It is on this machine: let Whence go on through it only if it is still there, and leads to the network.` : `${instead} If your network needs it, let Whence go on through it.`;
}

function shownPlan(what: ClaudeSettingsChange, found: FoundFile, text: string | null, said: Pick<Shown, 'warnings' | 'notes' | 'goOnThrough'>): Shown {
  const effect = found.text === text ? 'nothing' : found.text === null ? 'make' : text === null ? 'remove' : 'change';
  const id = createHash('sha256').update(JSON.stringify([what, found.target, found.text, text, said])).digest('hex');
  return { id, file: found.file, effect, lines: shownDifference(found.text, text, isOurVariable), ...said };
}

const ours: ReadonlySet<string> = new Set(decidingNames);

function isOurVariable(value: unknown, [outer, name, ...further]: readonly (string | number)[]): boolean {
  return outer === 'env' && typeof name === 'string' && ours.has(name) && further.length === 0 && typeof value === 'string';
}
