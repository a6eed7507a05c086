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
    choice: (known, first) => `Erwartet wird eines von ${known}; die Seite zeigt stattdessen ${first}.`,
    path: 'Erwartet wird ein Pfad des Szenarios; berichtigen Sie den Link; dieser Teil bleibt weg.',
  },
}
