import type { ScenariosWords } from '../en/scenarios.ts'

export const scenarios: ScenariosWords = {
  title: 'Szenarien nebeneinander',
  now: 'Jetzt',
  nameOf: (name) => `Name von ${name}`,
  baseline: 'Vergleichsfall: der Schatten in den Diagrammen',
  asBaseline: 'Als Vergleichsfall',
  use: 'Dorthin',
  remove: 'Entfernen',
  differs: 'Anders als jetzt',
  nothing: 'nichts',
  from: (label, value) => `${label}: ${value}`,
  more: (count) => `und ${count} weitere`,
  payback: 'Bezahlt',
  never: 'nicht in dieser Zeit',
  atOnce: 'von Anfang an',
  deepest: 'Am weitesten zurück',
  atEnd: 'Voraus am Ende',
  profitAtEnd: 'Gewinn am Ende',
  discharged: 'Insgesamt entsorgter Abfall',
  ghost: 'Vergleichsfall',
}
