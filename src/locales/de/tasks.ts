import type { TaskTexts } from '../en-US/tasks.js';
import { points } from './amounts.js';

export const tasks: TaskTexts = {
  completion: {
    verified: (n, title) => `### Geschafft! +${points(n)}\nDu hast **${title}** erledigt.`,
    submitted: (title) =>
      `### Zur Prüfung gesendet\nDein Beleg für **${title}** ist bei der Moderation. *Einzelheiten* an der Aufgabe zeigt dir den Stand.`,
  },
  details: {
    yours: '**Du**',
    notStarted: 'Noch nicht erledigt.',
    pending: (when) => `Dein Beleg wurde ${when} gesendet und wartet auf die Prüfung.`,
    verified: (n, when) => `Erledigt ${when}: +${points(n)}.`,
    postedBy: (who, when) => `Veröffentlicht von ${who} ${when}`,
  },
  proofForm: {
    label: 'Beleg',
    hint: 'Ein Link, ein Name oder eine kurze Antwort, die zeigt, dass du es getan hast',
  },
  tasks: {
    openTitle: '## Offene Aufgaben',
    mineTitle: '## Deine Aufgaben',
    noneOpen: 'Gerade ist keine Aufgabe offen. Schau später wieder vorbei!',
    noneMine: 'Du hast noch bei keiner Aufgabe mitgemacht. `/aufgaben` zeigt, was offen ist.',
    state: {
      none: 'noch offen',
      pending: 'in Prüfung',
      verified: 'erledigt ✓',
      rejected: 'abgelehnt – noch einmal versuchen',
      spent: 'abgelehnt – kein Versuch übrig',
    },
    line: (reward, when, state) => `${points(reward)} · ${when} · ${state}`,
  },
};
