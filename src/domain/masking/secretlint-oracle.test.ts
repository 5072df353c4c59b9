import { lintSource } from '@secretlint/core';
import { creator as preset } from '@secretlint/secretlint-rule-preset-recommend';
import { expect, test } from 'vitest';
import { madeUpSecrets } from '../../../test-support/made-up-secrets.ts';
import { BodyMasker } from './body-masker.ts';

test('every secret that secretlint finds is masked', async () => {
  const found = new Set<string>();
  const left: string[] = [];
  for (let seed = 0; seed < 12; seed += 1) {
    for (const { text } of madeUpSecrets(seed)) {
      const content = `Use this:\n${text}\nand nothing else.`;
      const { messages } = await lintSource({
        source: { filePath: 'body.txt', content, contentType: 'text', ext: '.txt' },
        options: { config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: preset }] }, maskSecrets: false },
      });
      const stored = masked(content);
      for (const { ruleId, range } of messages) {
        found.add(ruleId);
        // Marks may stay, and what stands around a secret.
        const inside = stored.slice(...range);
        if (!/\*{8}/.test(inside) || inside.replaceAll('*', '').length > 40) left.push(`${ruleId}: ${inside}`);
      }
    }
  }
  expect(left).toEqual([]);
  expect([...found].toSorted().map((id) => id.replace('@secretlint/secretlint-rule-', ''))).toMatchInlineSnapshot(`
    [
      "anthropic",
      "aws",
      "basicauth",
      "database-connection-string",
      "databricks",
      "docker",
      "figma",
      "github",
      "gitlab",
      "grafana",
      "groq",
      "hashicorp-vault",
      "huggingface",
      "linear",
      "notion",
      "npm",
      "openai",
      "sendgrid",
      "shopify",
      "slack",
    ]
  `);
});

function masked(text: string): string {
  const masker = new BodyMasker({ secrets: [], form: 'text', rulesOff: [] });
  return [masker.write(Buffer.from(text)), masker.end()].map(({ stored }) => Buffer.from(stored).toString()).join('');
}
