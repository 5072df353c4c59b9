import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { say } from '../setup/say.mjs';
import { makeUpstreamCertificate } from './proxy/authority.mjs';
import { added, measure, middle, ratio, release, startLoadProcess } from './proxy/compare.mjs';
import { address, direct, engine, host, mitmdump, mockttp } from './proxy/contenders.mjs';
import { startProgram } from './proxy/program.mjs';
import * as scenarios from './proxy/scenarios.mjs';
import { countStored, untilAnalysed, untilStored } from './proxy/stored.mjs';
import { figure, table } from './report/table.mjs';

export async function run(/** @type {readonly string[]} */ argv) {
  const { values } = parseArgs({
    args: [...argv],
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
  });
  const { quick, only } = values;
  const folder = await mkdtemp(path.join(tmpdir(), 'whence-bench-'));
  /** @type {{ stop: () => void | Promise<void> }[]} */
  const running = [];
  try {
    const certificate = await makeUpstreamCertificate(folder, [host, address]);
    const upstreamProgram = fileURLToPath(new URL('proxy/upstream-process.mjs', import.meta.url));
    const upstream = await startProgram(process.execPath, [upstreamProgram, certificate.certificateFile, certificate.keyFile]);
    running.push(upstream);
    const surroundings = { folder, upstreamPort: Number(upstream.facts['port']), upstreamCaFile: certificate.caFile };
    const generator = startLoadProcess();
    running.push(generator);
    const tunnel = await engine(surroundings, { name: 'blind tunnel', isListed: false });
    const ours = await engine(surroundings, { name: 'ours', isListed: true });
    const rivals = [await mockttp(surroundings), await mitmdump(surroundings), await mitmdump(surroundings, { streaming: true })];
    const contenders = [direct(surroundings), tunnel, ours, ...rivals.filter((rival) => rival !== null)];
    running.push(...contenders);

    const wanted = [scenarios.unhurried, scenarios.backToBack, scenarios.crowd, scenarios.bulk, scenarios.firstByte, scenarios.manyStreams, scenarios.handshakes]
      .map((scenario) => scenario(quick))
      .filter(({ name }) => only === undefined || only.some((part) => name.includes(part)));
    const report = [];
    for (const scenario of wanted) {
      const measured = await measure(scenario, contenders, generator, say);
      report.push({ scenario: scenario.name, measured: Object.fromEntries(measured) });
      const names = Object.keys(measured.get('ours')?.rounds ?? {});
      process.stdout.write(`\n${scenario.name}\n`);
      const rows = contenders.map(({ name }) => [name, ...names.flatMap((one) => [figure(middle(measured, name, one))]), figure(ratio(measured, names[0] ?? '', name, 'direct')), figure(added(measured, names[0] ?? '', name, 'direct')), JSON.stringify(measured.get(name)?.errors)]);
      process.stdout.write(`${table(['', ...names, 'ratio', 'added', 'errors'], rows)}\n`);
    }
    if (ours.api !== null) {
      release(ours);
      const total = report.reduce((sum, { measured }) => sum + (measured['ours']?.answered ?? 0), 0);
      const storedMs = await untilStored(ours.api, total);
      const analysedMs = await untilAnalysed(ours.api, 120_000);
      process.stdout.write(`${total} stored after ${figure(storedMs)} ms, analysed after ${figure(analysedMs)} ms: ${JSON.stringify(await countStored(ours.api))}\n`);
    }
    return { report };
  } finally {
    for (const part of running.toReversed()) await part.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
