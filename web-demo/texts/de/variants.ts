import type { Words } from '../en/index.ts'

export const variants: Pick<Words, 'laws' | 'modes' | 'regimes' | 'statuses'> = {
  laws: {
    constant: { label: 'keine Änderung', help: 'ein Grad, der sich nie ändert' },
    linear: { label: 'gerade Rampe', help: 'eine gerade Rampe' },
    smoothstep: { label: 'sanfte Rampe', help: 'eine Rampe, die sanft beginnt und endet' },
    exponential: {
      label: 'schneller Beginn (exponentiell)',
      help: 'ein schneller Beginn, der sich seinem Ende immer langsamer nähert',
      meanings: { timescale: 'Zeit, in der der verbleibende Abstand um den Faktor e schrumpft' },
    },
    logistic: {
      label: 'S-Kurve (logistisch)',
      help: 'eine symmetrische S-Kurve',
      meanings: { timescale: 'Zeit, in der das Verhältnis von Verwertetem zu Entsorgtem um den Faktor e wächst' },
    },
    gompertz: {
      label: 'S-Kurve mit langem Ende (Gompertz)',
      help: 'eine S-Kurve mit langem Ende',
      meanings: { timescale: 'Zeit, in der der Logarithmus des Grades um den Faktor e schrumpft' },
    },
    bass: { label: 'Ausbreitung (Bass)', help: 'Ausbreitung einer Neuerung nach Bass' },
    table: { label: 'eigene Punkte', help: 'eine monotone Kurve durch gegebene Punkte, außerhalb konstant' },
    invested: { label: 'vom Gewinn bezahlt', help: 'ein Grad, den der Gewinn bezahlt' },
  },
  modes: {
    optimum: { label: 'sofort', help: 'der Betrieb hat immer die Größe des höchsten Gewinns' },
    adjustment: { label: 'langsam', help: 'jede Ressource nähert sich ihrem Optimum mit eigener Geschwindigkeit' },
    capitalisation: { label: 'aus eigenem Gewinn', help: 'Gewinn kauft Kapazität, die verschleißt' },
  },
  regimes: { interior: '', lower: 'an der unteren Schranke', upper: 'an der oberen Schranke', fixed: 'fest' },
  statuses: {
    ok: '',
    atBound: '',
    notConverged: 'die Suche kam zu keinem Ende',
    domainError: 'die Zahlen verlassen den Bereich der Rechnung',
  },
}
