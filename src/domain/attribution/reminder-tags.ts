/** The tags that the harness puts around what it says where others could speak too. */
export const reminderOpener = '<system-reminder>\n';
export const reminderCloser = '\n</system-reminder>';
