import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ClaudeSettingsChange, ClaudeSettingsPlan, ClaudeSettingsView } from '../src/contract/claude-settings-view.ts';
import type { Outcome } from '../src/contract/calls.ts';
import type { UpstreamProxyChoice } from '../src/contract/settings-view.ts';
import { ClaudeSettings, type ClaudeSettingsOptions } from '../src/main/shell/claude-settings/claude-settings.ts';
import type { NextProxy } from '../src/main/shell/claude-settings/other-proxy.ts';
import type { SecretKeeper } from '../src/main/settings/secret-keeper.ts';

/** A keyring that turns texts round. */
export const keyring: SecretKeeper = {
  whyNot: () => null,
  seal: (secret) => Buffer.from([...secret].toReversed().join('')).toString('base64'),
  open: (sealed) => [...Buffer.from(sealed, 'base64').toString()].toReversed().join(''),
};

export type ShownPlan = Extract<ClaudeSettingsPlan, { planned: true }>;

/** A home with settings of Claude Code in it, and a Whence that points them at itself. */
export class ClaudeHome {
  readonly folder = mkdtempSync(join(tmpdir(), 'whence-claude-'));
  readonly file = join(this.folder, '.claude', 'settings.json');
  readonly dataDir = join(this.folder, 'data');
  /** What Whence listens on. */
  port = 8443;
  upstreamProxy: UpstreamProxyChoice = { from: 'environment' };
  /** What it was told: files whose certificates to hold, and the proxy to go on through. */
  further: readonly string[] = [];
  goneOnThrough: NextProxy | null = null;

  constructor() {
    mkdirSync(this.dataDir);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  put(text: string): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, text);
  }

  text(): string {
    return readFileSync(this.file, 'utf8');
  }

  env(): unknown {
    return JSON.parse(this.text()).env;
  }

  /** What is kept to lead back. */
  kept(): string {
    return readFileSync(join(this.dataDir, 'claude-settings-change.json'), 'utf8');
  }

  /** Whence as it is after a start. */
  open(options: Partial<ClaudeSettingsOptions> = {}): ClaudeSettings {
    return new ClaudeSettings({
      dataDir: this.dataDir,
      environment: {},
      home: this.folder,
      secrets: keyring,
      facts: () => ({ proxyUrl: `http://127.0.0.1:${this.port}`, caBundleFile: '/data/ca/bundle.pem', listedHosts: ['api.anthropic.com'] }),
      upstreamProxy: () => this.upstreamProxy,
      goOnThrough: (proxy) => {
        this.goneOnThrough = proxy;
        return { done: true, message: '' };
      },
      trustAlso: (files) => {
        this.further = files;
        return [];
      },
      ...options,
    });
  }

  async standing(): Promise<ClaudeSettingsView['standing']> {
    return (await this.open().read()).standing;
  }

  async plan(what: ClaudeSettingsChange, settings = this.open()): Promise<ShownPlan> {
    const plan = await settings.plan(what);
    if (!plan.planned) throw new Error(plan.message);
    return plan;
  }

  /** Plans and carries out what was planned. */
  async change(what: ClaudeSettingsChange, { settings = this.open(), goesOnThrough = false } = {}): Promise<Outcome> {
    return settings.change(what, (await this.plan(what, settings)).id, goesOnThrough);
  }

  /** Why it cannot be set. */
  async refusal(): Promise<string> {
    const plan = await this.open().plan('set');
    return plan.planned ? 'planned' : plan.message;
  }
}
