/** Web pages: plain text, no markup, no Discord timestamps. */
export const pages = {
  pages: {
    next: 'Next:',
    byStatus: {
      400: {
        title: 'This request was not understood',
        text: 'The address is incomplete or was changed on its way. Go back to Discord and start again from there.',
      },
      403: { title: 'This is not for you', text: 'You may not see or do this here.' },
      404: {
        title: 'There is nothing here',
        text: 'The address is wrong, or what was here is gone. Go back to Discord and start again from there.',
      },
      405: { title: 'This can’t be done here', text: 'This address does not take that kind of request.' },
      410: {
        title: 'This link has expired',
        text: 'It worked for a few minutes only. Go back to Discord and ask for a fresh one.',
      },
      413: { title: 'That was too much', text: 'What was sent is larger than this page takes.' },
      415: { title: 'This can’t be read', text: 'What was sent has a form that this page does not take.' },
      429: { title: 'Too many tries', text: 'Please wait some minutes, then try again from Discord.' },
      503: {
        title: 'Not available just now',
        text: 'Something that this page needs does not answer. Please try again in a moment; doing it twice is safe.',
      },
    },
    refused: { title: 'This request was refused', text: 'Go back to Discord and start again from there.' },
    failed: {
      title: 'Something went wrong on our side',
      text: (incidentId: string) =>
        `Nothing was changed that you did not confirm. If it happens again, tell a moderator this code: ${incidentId}`,
    },
  },
};
export type PageTexts = typeof pages;
