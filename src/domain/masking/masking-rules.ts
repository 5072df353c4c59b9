/** A kind of secret that is told by its shape, whoever sent it. */
export interface MaskingRule {
  /** What the settings store when the rule is off; never given to another rule. */
  readonly id: string;
  readonly label: string;
}

/** The kinds of secrets that are masked in bodies and headers, besides the values of credential headers, which always are. */
export const maskingRules: readonly MaskingRule[] = [
  { id: 'anthropic-key', label: 'Anthropic keys and tokens' },
  { id: 'aws-key', label: 'AWS access keys' },
  { id: 'github-token', label: 'GitHub tokens' },
  { id: 'gitlab-token', label: 'GitLab tokens' },
  { id: 'slack-token', label: 'Slack tokens and webhooks' },
  { id: 'google-key', label: 'Google keys and tokens' },
  { id: 'openai-key', label: 'OpenAI keys' },
  { id: 'npm-token', label: 'npm tokens' },
  { id: 'pypi-token', label: 'PyPI tokens' },
  { id: 'stripe-key', label: 'Stripe keys' },
  { id: 'sendgrid-key', label: 'SendGrid keys' },
  { id: 'twilio-key', label: 'Twilio keys' },
  { id: 'hugging-face-token', label: 'Hugging Face tokens' },
  { id: 'azure-key', label: 'Azure keys' },
  { id: 'private-key', label: 'Private keys' },
  { id: 'jwt', label: 'JSON Web Tokens' },
  { id: 'url-password', label: 'Passwords in URLs' },
  { id: 'authorization', label: 'Authorization values quoted in text' },
  { id: 'env-assignment', label: 'Secrets assigned to a name, as in .env files' },
];
