import { count } from './amounts.js';

/** `/allowlist draw`: where managers see how a draw stands, and steer what is left to them. */
export const steering = {
  steering: {
    open: 'Draw',
    title: (title: string) => `## Draw: ${title}`,
    /** Where it stands; `when` is a time that Discord shows in the reader's zone. */
    progress: {
      draft: 'It is not posted yet, so nothing is drawn.',
      scheduled: (when: string) => `It opens ${when}. Nothing is drawn before its end.`,
      open: (when: string) =>
        `**Open**, and ends by itself ${when}. What follows begins then, without anybody’s help.`,
      paused: (when: string) =>
        `**Paused**, and ends all the same ${when}. What follows begins then, without anybody’s help.`,
      cancelled: 'It was withdrawn: nothing is drawn.',
      closing: '**Closed.** Nobody can enter or leave any more; the list is being fixed.',
      committed: '**The list is fixed.** The message that commits to it is about to be posted.',
      waiting: (round: number, when: string) =>
        `**Committed.** The draw waits for round ${String(round)} of drand, due ${when}. It takes that round and no other.`,
      seed: '**Committed.** The draw is being made with the number that was fixed when the allowlist was posted.',
      overdue: (round: number, when: string) =>
        `**Late.** Round ${String(round)} of drand was due ${when} and could not be fetched yet. The draw goes on with that very round.`,
      picking:
        '**The applications are closed.** You and the other managers pick the winners, and announce them.',
      judging: (done: number, of: number) =>
        `**Under way.** It is checked in order who still meets the conditions: ${count(done, 'rank', 'ranks')} of ${of.toLocaleString('en-US')} done.`,
      announcing: '**The winners stand.** They are being announced.',
      announced: '**Announced.**',
    },
    kinds: {
      raffle: 'The winners are drawn by lot, in a way that anybody can check.',
      first_come: 'The places go to who came first. Nothing is drawn by lot.',
      application: 'The managers pick the winners. Nothing is drawn by lot.',
      collection: 'Everybody on the list wins. Nothing is drawn by lot.',
    },
    listed: (n: number) => `${count(n, 'entry', 'entries')} on the list`,
    entered: (n: number) => `${count(n, 'entry', 'entries')} so far`,
    commitment: (url: string, hash: string) => `[The commitment](${url}): \`${hash}\``,
    places: (n: number) => `${count(n, 'member holds', 'members hold')} a place`,
    claims: (claimed: number, open: number) =>
      `${claimed.toLocaleString('en-US')} claimed, ${open.toLocaleString('en-US')} to be claimed`,
    passed: (n: number) => `${count(n, 'rank was', 'ranks were')} passed over`,
    manage: 'Manage',
    start: 'Start now …',
    winners: 'Winners',
    ask: {
      title: (title: string) => `### End **${title}** now?`,
      closes: (n: number) =>
        `It closes at once with ${count(n, 'entry', 'entries')}, before its end. Nobody can enter or leave after that, **and it can’t be opened again.**`,
      follows: {
        raffle: 'Then the list is fixed, the commitment is posted, and the winners are drawn.',
        first_come: 'Then the list is fixed, and who came first is announced.',
        application: 'Then the list is fixed, and you pick the winners.',
        collection: 'Then the list is fixed, and everybody on it is announced.',
      },
      held: (n: number) =>
        `${count(n, 'entry still waits', 'entries still wait')} for a decision and will be left out.`,
      yes: 'End it now',
      no: 'Keep it open',
    },
    started: '✓ It is closed now. What follows begins by itself.',
    notStarted: 'It is not open any more, so there was nothing to start. This is how it stands:',
    channel: {
      gone: '⚠️ **Its channel is gone**, so it can’t be announced.',
      closed: (channel: string) =>
        `⚠️ **I can’t post in ${channel}**, so it can’t be announced. Give me **View Channel**, **Send Messages** and **Read Message History** there, and it goes on by itself.`,
      elsewhere: 'Or choose where it is announced instead. List and result stay as they are.',
      mayStand:
        'The commitment may stand there already, and a second one elsewhere could be taken for another try. So it goes on there only.',
      choose: 'Announce elsewhere',
      usable: 'Its channel can be used: it is announced there.',
      meanwhile: 'Somebody was faster and chose a channel.',
      chosen: (channel: string) => `✓ From now on everything about this draw is told in ${channel}.`,
    },
    newest:
      '## Draw: your newest allowlists\n-# To find another one, type words of its title into the option *allowlist*.',
    reroll: {
      title: (title: string) => `## Places of ${title}`,
      none: 'Nobody holds a place.',
      hint: {
        lot: 'If you take a place away, the next rank of the same ranking moves up. Nothing is drawn again.',
        picked: 'If you take a place away, you may pick somebody else.',
        everyone: 'If you take a place away, nobody moves up.',
      },
      states: {
        open: 'not claimed',
        claimed: 'claimed',
        declined: 'declined',
        unclaimed: 'not claimed in time',
      },
      noClaim: 'has won',
      until: (when: string) => `not claimed yet, time ends ${when}`,
      replace: 'Take away …',
      form: {
        title: (rank: number) => `Take away the place of rank ${String(rank)}`,
        code: 'What everybody is told',
        codes: { fraud: 'Taken out by a manager: fraud', other: 'Taken out by a manager' },
        reason: 'Why',
        reasonHint: 'For the audit log; members don’t see it.',
      },
      reasonLength: (max: number) => `Give a reason of 1 to ${String(max)} visible characters.`,
      ask: (rank: number, who: string) => `### Take the place of rank ${String(rank)} away from ${who}?`,
      announced: (code: string) => `In the channel it will say: “${code}”.`,
      reason: (reason: string) => `In the audit log: “${reason}”`,
      final: 'This can’t be undone: who held a place once never holds one again in this draw.',
      yes: 'Take it away',
      no: 'Leave it',
      done: (rank: number) => `✓ The place of rank ${String(rank)} is taken away, and that is announced.`,
      notYet: 'No winners were announced yet.',
      back: 'Back',
    },
  },
};
export type SteeringTexts = typeof steering;
