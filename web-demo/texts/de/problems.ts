import type { ProblemWords } from '../en/problems.ts'

export const problems: ProblemWords = {
  missing: (allowed) => `Hier fehlt eine Zahl: erwartet wird ${allowed}.`,
  noNumber: (value, allowed) => `${value} ist keine Zahl: erwartet wird ${allowed}.`,
  tooSmall: (value, allowed) => `${value} ist zu klein: erwartet wird ${allowed}.`,
  tooLarge: (value, allowed) => `${value} ist zu groß: erwartet wird ${allowed}.`,
  choice: (value, names) => `${value} gibt es nicht: möglich sind ${names}.`,
  missingKey: (key) => `„${key}“ fehlt: ergänzen Sie es hier.`,
  unknownKey: (key) => `Einen Schlüssel „${key}“ gibt es hier nicht: benennen Sie ihn um, oder entfernen Sie ihn.`,
  range: {
    any: 'eine endliche Zahl',
    above: (above) => `eine Zahl über ${above}`,
    least: (least) => `eine Zahl ab ${least}`,
    aboveTo: (above, most) => `eine Zahl über ${above} bis ${most}`,
    between: (least, most) => `eine Zahl von ${least} bis ${most}`,
  },
  other: (expected, fix) => `Das passt nicht; auf Englisch: “Expected ${expected}. To fix it: ${fix}.”`,
  ofLink: {
    text: (expected, fix) => `Erwartet wird ${expected}; ${fix}.`,
    choice: (known) => ({ expected: `eines von ${known.join(', ')}`, fix: `die Seite zeigt stattdessen ${known[0]}` }),
    path: { expected: 'ein Pfad des Szenarios', fix: 'berichtigen Sie den Link; dieser Teil bleibt weg' },
  },
}
