import type { KitWords } from '../en/kit.ts'

export const kit: KitWords = {
  asTable: 'Als Tabelle zeigen',
  asSvg: 'Als SVG speichern',
  low: 'von',
  high: 'bis',
  half: '±',
  running: 'Wird berechnet …',
  stop: 'Anhalten',
  failed: (why) => `Das ließ sich nicht berechnen: ${why}`,
  remove: 'Entfernen',
  add: 'Hinzufügen',
  time: 'Zeit',
  atOnce: 'sofort',
  inYear: (year) => `im Jahr ${year}`,
  inMonth: (month) => `im ${month}`,
  afterYears: (years) => `nach ${years} ${years === '1' ? 'Jahr' : 'Jahren'}`,
  report: 'Bericht speichern',
  reportHelp: 'eine Seite (HTML) mit der Antwort, den Bildern, den Zahlen und dem Befehl, der sie wieder erzeugt',
  scaleOf: (name) => `${name}, ganzer Verlauf`,
}
