import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FindingToRemedy, RemedyOutcome } from '../src/contract/remedy-view.ts';
import type { InsightRule } from '../src/domain/insight/finding.ts';
import { Remedies } from '../src/main/shell/remedies/remedies.ts';

/** A home with a project, both of Claude Code, and what Whence does about findings there. */
export class RemedyHome {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'whence-remedy-')));
  readonly file = join(this.folder, '.claude', 'settings.json');
  readonly project = join(this.folder, 'depot');
  readonly localFile = join(this.project, '.claude', 'settings.local.json');
  readonly dataDir = join(this.folder, 'data');

  constructor() {
    mkdirSync(this.dataDir);
    mkdirSync(this.project);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  put(file: string, text: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Has Claude Code know an MCP server there, with a secret of its own. */
  configure(scope: 'user' | 'local' | 'project', server = 'depot'): void {
    const servers = { mcpServers: { [server]: { command: 'node', env: { TOKEN: 'made-up-secret' } } } };
    if (scope === 'project') this.put(join(this.project, '.mcp.json'), JSON.stringify(servers));
    else this.put(join(this.folder, '.claude.json'), JSON.stringify(scope === 'user' ? servers : { projects: { [this.project]: servers } }));
  }

  text(file = this.file): string {
    return readFileSync(file, 'utf8');
  }

  /** Whence as it is after a start. */
  open(): Remedies {
    return new Remedies({ dataDir: this.dataDir, environment: {}, home: this.folder, now: () => 1000, platform: 'linux' });
  }

  /** Plans the first remedy whose id begins so, and carries out what was planned. */
  async apply(finding: FindingToRemedy, begins: string, remedies = this.open()): Promise<RemedyOutcome> {
    const remedyId = (await remedies.read(finding, [this.project])).find(({ id }) => id.startsWith(begins))?.id ?? begins;
    const plan = await remedies.plan({ finding, remedyId }, [this.project]);
    return plan.planned ? remedies.apply({ finding, remedyId }, [this.project], plan.id) : { done: false, message: plan.message };
  }

  async undo(what: string, remedies = this.open()): Promise<RemedyOutcome> {
    const entry = (await remedies.list()).applied.find((one) => one.what.includes(what));
    const plan = await remedies.planUndo(entry?.id ?? '');
    return plan.planned ? remedies.undo(entry?.id ?? '', plan.id) : { done: false, message: plan.message };
  }
}

export function findingOf(rule: InsightRule, name: string, key = `mcp/${name}`): FindingToRemedy {
  return { rule, subject: { key, kind: null, group: 'mcp', name }, ids: [] };
}
