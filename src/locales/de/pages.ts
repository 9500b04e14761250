import type { PageTexts } from '../en-US/pages.js';

export const pages: PageTexts = {
  pages: {
    next: 'Als Nächstes:',
    byStatus: {
      400: {
        title: 'Diese Anfrage war nicht verständlich',
        text: 'Die Adresse ist unvollständig oder wurde unterwegs verändert. Geh zurück zu Discord und fang von dort neu an.',
      },
      403: { title: 'Das ist nicht für dich', text: 'Das darfst du hier nicht sehen oder tun.' },
      404: {
        title: 'Hier ist nichts',
        text: 'Die Adresse stimmt nicht, oder was hier war, ist weg. Geh zurück zu Discord und fang von dort neu an.',
      },
      405: { title: 'Das geht hier nicht', text: 'Diese Adresse nimmt solche Anfragen nicht an.' },
      410: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Er galt nur ein paar Minuten. Geh zurück zu Discord und hol dir einen neuen.',
      },
      413: { title: 'Das war zu viel', text: 'Was gesendet wurde, ist größer, als diese Seite annimmt.' },
      415: {
        title: 'Das ist nicht lesbar',
        text: 'Was gesendet wurde, hat eine Form, die diese Seite nicht annimmt.',
      },
      429: {
        title: 'Zu viele Versuche',
        text: 'Warte bitte ein paar Minuten und versuch es dann von Discord aus noch einmal.',
      },
      503: {
        title: 'Gerade nicht erreichbar',
        text: 'Etwas, das diese Seite braucht, antwortet nicht. Versuch es gleich noch einmal; doppelt schadet nicht.',
      },
    },
    refused: {
      title: 'Diese Anfrage wurde abgelehnt',
      text: 'Geh zurück zu Discord und fang von dort neu an.',
    },
    failed: {
      title: 'Bei uns ist etwas schiefgegangen',
      text: (incidentId: string) =>
        `Nichts wurde geändert, was du nicht bestätigt hast. Wenn es wieder passiert, nenne dem Moderationsteam diesen Code: ${incidentId}`,
    },
  },
};
