import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InsightsView } from '../src/contract/insight-view.ts';
import type { Finding } from '../src/domain/insight/finding.ts';
import { startScriptedUpstream, type ReceivedRequest, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { BodiesCount } from '../test-support/wasteful-project/bodies-count.ts';
import { plantAgain, plantProject } from '../test-support/wasteful-project/plant-project.ts';
import { repeatedChapter } from '../test-support/wasteful-project/project-texts.ts';
import { PromptTokens } from '../test-support/wasteful-project/prompt-tokens.ts';
import { runTasks, type TaskRun } from '../test-support/wasteful-project/run-tasks.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { realClientBinary, whyNoRealClient } from './private-machine.ts';

const missing = whyNoRealClient();
if (missing !== null) console.warn(`Skipped: what the insights say of the real Claude Code: ${missing}.`);

/** Of an owner's tokens by the app, and those counted over the bodies alone: what frames a definition or a line is not counted by both. */
const within = 0.1;

describe.skipIf(missing !== null)('the insights into a session of the real Claude Code, and what it sends when they are heeded', () => {
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let folder: string;
  let run: TaskRun;
  let before: readonly ReceivedRequest[];
  let insights: InsightsView;
  const tokens = new PromptTokens();

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whence-insights-'));
    upstream = await startScriptedUpstream();
    const planted = await plantProject(folder);
    app = await launchApp({ upstream, environment: { HOME: planted.home } });
    const { proxy, caBundleFile } = await app.window.status();
    run = { ...planted, binary: realClientBinary() ?? '', upstream, proxyUrl: proxy.url, caFile: caBundleFile, folder, tokens, environment: {} };
    before = await runTasks(run);
  }, 180_000);
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    await rm(folder, { recursive: true, force: true });
  });

  function readInsights(): Promise<InsightsView> {
    return app.window.page.evaluate(() => window.whence.call('readInsights', {}));
  }

  function found(rule: Finding['rule'], name: string): Finding | undefined {
    return insights.findings.find((finding) => finding.rule === rule && finding.subject.name === name);
  }

  test('each is there, with the figures that a count of the bodies gives', async () => {
    await expect.poll(async () => (await readInsights()).requests).toBe(before.length);
    insights = await readInsights();
    const counts = new BodiesCount(before, tokens);
    expect(counts.requests).toBe(insights.requests);
    expect(differing(counts.prompts(), insights.promptTokens)).toBeNull();
    expect(differing(counts.ofServer('weather'), found('unused-server', 'weather')?.expense.tokens)).toBeNull();
    expect(differing(counts.ofSkill('harbour-poster'), found('unused-skill', 'harbour-poster')?.expense.tokens)).toBeNull();
    for (const tool of ['Workflow', 'ScheduleWakeup']) expect([tool, differing(counts.ofTool(tool), found('unused-tool', tool)?.expense.tokens)]).toEqual([tool, null]);
    expect(differing(counts.ofText(repeatedChapter), found('repeated-memory', run.memory)?.expense.tokens)).toBeNull();
    const schedule = join(run.project, 'src', 'schedule.js');
    expect(differing(counts.readAgain(schedule), found('files-read-again', schedule)?.expense.tokens)).toBeNull();
    expect(differing(counts.carriedOn('Read') - counts.readAgain(schedule), found('carried-results', 'Read')?.expense.tokens)).toBeNull();
    expect(found('long-memory', run.memory)).toBeDefined();
    const lost = insights.findings.filter(({ rule }) => rule === 'cache-break');
    expect(lost.map(({ subject }) => subject.key)).toEqual(['changed/tool-definition']);
    expect(differing(counts.priceOfLoss(insights.costMicroUsd ?? 0), lost[0]?.expense.costMicroUsd ?? undefined)).toBeNull();
  });

  test('none is told that is not so', () => {
    const counts = new BodiesCount(before, tokens);
    const untrue = insights.findings.filter(({ rule, subject: { name } }) => {
      if (name === null) return true;
      switch (rule) {
        case 'unused-server':
          return name !== 'weather';
        case 'unused-tool':
          return !counts.isOffered(name) || counts.isCalled(name);
        case 'unused-skill':
          return counts.ofSkill(name) === 0 || counts.isCalled('Skill');
        case 'repeated-memory':
        case 'long-memory':
          return name !== run.memory;
        case 'files-read-again':
          return name !== join(run.project, 'src', 'schedule.js');
        case 'carried-results':
          return name !== 'Read';
        case 'cache-break':
          return false;
        default:
          return true;
      }
    });
    expect(untrue.map(({ id }) => id)).toEqual([]);
  });

  test('when what was never used is switched off, and said once what was said twice, the same tasks send a fifth less', async () => {
    const applied: string[] = [];
    for (const finding of insights.findings.filter(({ rule }) => rule.startsWith('unused-'))) {
      const asked = { rule: finding.rule, subject: finding.subject, ids: [...finding.evidence.ids] };
      const done = await app.window.page.evaluate(async (about) => {
        const remedies = await window.whence.call('readRemedies', { finding: about });
        const remedy = remedies.find(({ how }) => how.way === 'settings');
        if (remedy === undefined) return null;
        const plan = await window.whence.call('planRemedy', { finding: about, remedyId: remedy.id });
        if (!plan.planned) return plan.message;
        const outcome = await window.whence.call('applyRemedy', { finding: about, remedyId: remedy.id, id: plan.id });
        return outcome.done ? remedy.id : outcome.message;
      }, asked);
      applied.push(done ?? `nothing to apply for ${finding.id}`);
    }
    expect(applied).toEqual(expect.arrayContaining(['deny-server/weather', 'list-skill/user-invocable-only/harbour-poster/', 'deny-tool//Workflow']));
    expect(applied.filter((done) => !/^(deny|list)-/.test(done))).toEqual([]);
    // As a user would, in the file that the remedy opens.
    const text = await readFile(run.memory, 'utf8');
    const at = text.lastIndexOf(repeatedChapter.trim());
    await plantAgain(run, `${text.slice(0, at).trimEnd()}\n`);
    const after = await runTasks(run);
    const [sentBefore, sentAfter] = [before, after].map((requests) => new BodiesCount(requests, tokens).prompts());
    console.warn(`Tokens of all prompts, by one tokenizer: ${sentBefore} before, ${sentAfter} after, in ${before.length} and ${after.length} requests.`);
    expect(after.length).toBe(before.length);
    expect(sentAfter).toBeLessThanOrEqual((sentBefore ?? 0) * 0.8);
  }, 120_000);
});

/** Both figures where they are too far apart, for the message. */
function differing(counted: number, told: number | undefined): readonly [number, number | undefined] | null {
  return told !== undefined && Math.abs(told - counted) <= counted * within ? null : [counted, told];
}
