import type { DrawCheckTexts } from '../en-US/draw-check.js';

export const drawCheck: DrawCheckTexts = {
  drawCheck: {
    steps: {
      commitment:
        'Der Nachweis hat die richtige Form. Einträge: {entryCount}, Lose: {ticketCount}, Plätze: {winnerCount}.',
      list: 'Die Liste ist die festgelegte: jede Zeile, die Reihenfolge, die Anzahlen und die Wurzel. Offene Zeilen: {open}, verdeckte: {masked}.',
      entry: 'Der Eintrag steht in der festgelegten Liste: Zeile {index+1}, Lose: {tickets}.',
      'randomness-drand':
        'Die Zufallszahl ist Runde {round} von drand ({roundAt}), die erste mindestens 60 s nach der Nachricht; ihre Signatur stimmt.',
      'randomness-commit-reveal':
        'Die Zufallszahl ist die vorab festgelegte. Wer den Bot betreibt, kannte sie vorher; darum ist diese Auslosung schwächer als eine mit drand.',
      ranking: 'Die Rangfolge wurde noch einmal ausgelost. Ränge: {ranks}.',
      disqualified: 'Die Übergangenen stehen in der richtigen Ordnung. Vermerke: {records}.',
      winners: 'Die Gewinner sind die der Rangfolge. Gewinner: {winners}.',
      'winners-named':
        'Die Ränge der Gewinner sind in Ordnung. Gewinner: {winners}. Dieser Eintrag ist nicht darunter. Ob es die richtigen sind, zeigt nur die Liste.',
      'winners-named-own':
        'Die Ränge der Gewinner sind in Ordnung. Gewinner: {winners}. Dieser Eintrag hat Rang {ownRank}. Ob es die richtigen sind, zeigt nur die Liste.',
    },
    jsonProblems: {
      'not-utf8': 'die Datei ist kein UTF-8',
      'too-large': 'die Datei ist zu groß',
      'too-deep': 'sie ist zu tief verschachtelt',
      unexpected: 'dort steht etwas, das dort nicht stehen kann',
      unfinished: 'die Datei endet zu früh',
      'key-twice': 'ein Feld kommt in einem Objekt zweimal vor',
      number: 'eine Zahl ist nicht ganz oder zu groß',
      text: 'ein Text enthält anderes als einfache Zeichen',
      trailing: 'hinter dem Ende folgt noch etwas',
    },
    expected: {
      present: 'fehlt',
      absent: 'gehört nicht zum Protokoll',
      object: 'muss ein Objekt sein',
      list: 'muss eine Liste sein',
      'whole-number': 'muss eine ganze Zahl im erlaubten Bereich sein',
      hash: 'muss aus 64 Hex-Ziffern in Kleinschreibung bestehen',
      salt: 'muss aus 32 Hex-Ziffern in Kleinschreibung bestehen',
      signature: 'muss aus 96 Hex-Ziffern in Kleinschreibung bestehen',
      'discord-id': 'muss eine ID von Discord sein, als Text',
      'allowlist-id': 'muss aus 1 bis 64 Buchstaben, Ziffern, _ oder - bestehen',
      time: 'muss ein Zeitpunkt wie 2026-11-01T00:02:00.000Z sein',
      'disqualified-code': 'muss einer der Codes des Protokolls sein',
      protocol: 'muss "naffles-draw/1" sein',
      source: 'muss die Quelle nennen, zu der die anderen Felder gehören',
    },
    reasons: {
      JSON: 'Das ist kein JSON dieses Protokolls: {problem} (Zeichen {at+1}).',
      FORM: 'Das Feld {path} {problem}.',
      'FORM-file': 'Die Datei {problem}.',
      LINE_FORM: 'Zeile {line} der Liste hat nicht die richtige Form.',
      LINE_UNENDED: 'Zeile {line} der Liste endet nicht mit einem Zeilenumbruch.',
      LINE_ORDER: 'Zeile {line} der Liste steht nicht an ihrem Platz oder kommt zweimal vor.',
      MEMBER_TWICE: 'Das Mitglied {discordId} steht zweimal in der Liste.',
      TICKETS_TOO_MANY: 'Bis Zeile {line} hat die Liste mehr Lose, als ausgelost werden können.',
      ENTRY_COUNT: 'Die Liste hat {found} Einträge; festgelegt waren {committed}.',
      LIST_TOO_LONG: 'Die Liste hat mehr als die {committed} festgelegten Einträge.',
      TICKET_COUNT: 'Die Liste hat {found} Lose; festgelegt waren {committed}.',
      ROOT: 'Die Liste ist nicht die festgelegte: ihre Wurzel ist {found}, nicht {committed}.',
      SOURCE: 'Die Zufallszahl stammt von {revealed}; festgelegt war {committed}.',
      CHAIN: 'Die Quelle {committed} ist nicht die, der dieses Programm vertraut.',
      SEED: 'Die Zufallszahl ist eine andere: ihr Hash ist {found}, festgelegt war {committed}.',
      MESSAGE_TOO_EARLY: 'Die Nachricht ist von {postedAt}, vor der ersten Runde der Quelle.',
      ROUND: 'Die Runde der Quelle ist {revealed}; für diese Nachricht muss es {due} sein.',
      SIGNATURE: 'Die Signatur ist nicht die der Quelle für Runde {round}.',
      DISQUALIFIED_RANK:
        'Vermerk {record+1} der Übergangenen nennt Rang {rank}, doch nur Ränge bis {highest} hatten da einen Platz.',
      DISQUALIFIED_TWICE: 'Vermerk {record+1} der Übergangenen nennt Rang {rank} noch einmal.',
      DISQUALIFIED_ORDER: 'Vermerk {record+1} der Übergangenen ist älter als der vor ihm.',
      WINNER_COUNT: 'Der Nachweis nennt {found} Gewinner; es müssen {due} sein.',
      WINNER_RANK: 'Gewinner {place+1} des Nachweises hat Rang {found}; es muss {due} sein.',
      WINNER: 'Rang {rank} fiel auf {due}; der Nachweis nennt {found}.',
      ENTRY_INDEX: 'Der Eintrag will Zeile {index+1} einer Liste von {entryCount} sein.',
      PATH_LENGTH: 'Der Pfad des Eintrags hat {found} Schritte; es müssen {due} sein.',
      PATH_ROOT:
        'Der Eintrag steht nicht in der festgelegten Liste: ihr Pfad endet bei {found}, nicht bei {committed}.',
    },
  },
};
