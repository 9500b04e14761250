/** `/verify`: what the bot itself finds of a draw. */
export const verifyDraw = {
  verifyDraw: {
    counts: (entries: number, tickets: number, places: number) =>
      `Entries: ${entries}, tickets: ${tickets}, places: ${places}`,
    hash: (hash: string) => `Fingerprint of the commitment: \`${hash}\``,
    message: (url: string, at: string) =>
      `[The message](${url}) of ${at} must hold it, be the first of this draw, and not be marked as edited.`,
    holds: 'Everything holds.',
    refused: (reason: string) => `Refused: ${reason}`,
    ownWord: 'That was checked by this bot: the word of whoever runs it.',
    yourself:
      'Check it yourself: `discord-db-manager draw:verify proof.json --entries entries.ndjson` does so offline, with these files.',
    yourselfOnPage:
      'Check it yourself: the page does so in your own browser, and `discord-db-manager draw:verify proof.json --entries entries.ndjson` offline, with these files.',
    tooLarge: 'The list is too large for Discord; whoever runs the bot can hand it out.',
    tooLargeOnPage: 'The list is too large for Discord; the page has it.',
    page: 'Check in the browser',
  },
};
export type VerifyDrawTexts = typeof verifyDraw;
