import type { OwnWords } from '../en/own.ts'

export const own: OwnWords = {
  intro:
    'Zehn Zahlen eines Werks, das weiter produziert wie bisher und seinen Abfall von einem Tag an verwertet. Seine Produktion ändert dann nichts und bleibt außer Betracht.',
  name: 'mein Werk',
  currency: 'Währung',
  unit: 'Abfall gezählt in',
  groups: { today: 'Heute', recycling: 'Verwertung', changing: 'Umstellung' },
  labels: {
    waste: 'Abfall im Jahr',
    disposal: 'Entsorgung kostet',
    processing: 'Verwertung kostet',
    sales: 'Was daraus wird, bringt',
    cost: 'Kosten der Umstellung',
    share: 'Danach verwertet',
    start: 'Beginnt',
    duration: 'Dauert',
    years: 'Blick voraus',
    rate: 'Zins',
  },
  help: {
    waste: '',
    disposal: 'je Einheit Abfall; unter 0: er wird verkauft',
    processing: 'je Einheit Abfall, ohne was sie einbringt',
    sales: 'je Einheit Abfall',
    cost: 'einmal, für Maschinen und Bauten',
    share: 'allen Abfalls',
    start: '',
    duration: 'vom ersten verwerteten Abfall bis zum letzten',
    years: 'von da an',
    rate: 'im Jahr, auf Geld, das später kommt',
  },
  years: 'Jahre',
  mistakes: {
    number: 'Hier fehlt eine Zahl.',
    positive: 'Erwartet wird eine Zahl über 0.',
    notNegative: 'Erwartet wird eine Zahl ab 0.',
    share: 'Erwartet wird eine Zahl bis 100.',
  },
  use: 'Lohnt es sich?',
  used: 'Die ganze Seite handelt jetzt von diesem Werk: Die Antwort steht oben. Rückgängig führt zurück.',
}
