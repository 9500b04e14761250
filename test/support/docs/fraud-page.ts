import { enUS } from '../../../src/locales/en-US/index.js';
import { HOLD_FROM, RISK_SIGNALS } from '../../../src/modules/allowlists/risk/risk.rules.js';
import { generatedFrom, page, table } from './markdown.js';

/** `docs/fraud.md`: every signal, its weight and its reason. */
export function fraudPage(): string {
  const rows = RISK_SIGNALS.flatMap(({ name, worse, steps }) =>
    steps.map(({ limit, weight }, at) => {
      const { what, why } = enUS.risk.signals[name];
      const when = `${worse === 'below' ? 'below' : 'from'} ${String(limit)}`;
      return [at === 0 ? `\`${name}\`` : '', at === 0 ? what : '', when, String(weight), at === 0 ? why : ''];
    }),
  );
  return page(
    generatedFrom('src/modules/allowlists/risk/risk.rules.ts'),
    '# Duplicates and fraud',
    'What keeps one person from entering an allowlist several times, what is noticed, and what follows. There is no other rule than those on this page.',
    '## What is impossible',
    'A member is in once, and a wallet is in once: unique indexes decide that, whoever presses how often. Both kinds of attempts are counted, and managers see them.',
    '## What is noticed',
    'Each press gets a score: the sum of the weights below, 100 at most. Of a signal only the worst step that holds weighs.',
    table(['Signal', 'What is measured', 'When', 'Weight', 'Why'], rows),
    'What can’t be looked at in time weighs nothing: nobody is held because something could not be checked. “Pressed lately” means the last 500 presses on the allowlist that this process has seen; after a restart it begins anew. Nothing is sent to anybody, no address of a computer is known, and no signal looks at what a member writes.',
    '## What follows',
    `From a score of ${String(HOLD_FROM)} on an entry is **held**: it does not count until a manager accepts it. Nothing is refused by score alone unless managers set a threshold for it; both thresholds are set for each allowlist, in its panel of held entries. A refused entry costs nothing, takes no place and keeps no wallet out.`,
    'The member is told that their entry is held or refused, in general words, and can say something to the managers once, under *My entry*. That entries wait is told to managers in the log channel, once a day for each allowlist. They see the score, every signal with its weight, and what the member says. They accept or refuse one by one or all that they saw; each decision is in the audit log, and the member is told by direct message and finds it under *My entry*.',
    'What nobody has decided when the list closes is out: the member is told so, and what they paid is given back. An entry that was refused is let in again by accepting the appeal: the member presses *Enter* once more and is not held then.',
  );
}
