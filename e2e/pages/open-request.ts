import type { Locator, Page } from 'playwright';

/** The open request's conversation and response, in the words of who reads them. */
export class OpenRequest {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  conversation(): Locator {
    return this.page.getByRole('feed', { name: 'Conversation' });
  }

  /** A message by who speaks and its number, as `User, message 3`, or the answer. */
  message(name: string): Locator {
    return this.conversation().getByRole('article', { name, exact: true });
  }

  /** A line that unfolds, by what stands in it. */
  line(text: string | RegExp): Locator {
    return this.conversation().locator('button[aria-expanded]').filter({ hasText: text });
  }

  async unfold(text: string | RegExp): Promise<void> {
    const line = this.line(text);
    if ((await line.getAttribute('aria-expanded')) === 'false') await line.click();
  }

  /** How texts, or the response, are shown. */
  async show(choice: 'Markdown' | 'Plain' | 'Message' | 'Events' | 'Event', of = /^How/): Promise<void> {
    await this.page.getByRole('radiogroup', { name: of }).getByRole('radio', { name: choice, exact: true }).check();
  }

  events(): Locator {
    return this.page.getByRole('grid', { name: 'Events' }).getByRole('row');
  }

  /** What the message said at the moment that is shown. */
  messageThen(): Locator {
    return this.page.getByRole('region', { name: 'The message at this moment' });
  }

  eventAsSent(): Locator {
    return this.page.getByRole('region', { name: 'The event as it was sent' });
  }

  moment(): Locator {
    return this.page.getByRole('slider', { name: 'Moment of the stream' });
  }
}
