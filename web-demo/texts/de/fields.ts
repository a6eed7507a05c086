import type { FieldsWords } from '../en/fields.ts'

export const fields: FieldsWords = {
  resourceName: 'Name der Ressource',
  resourceCount: 'Zahl der Ressourcen',
  one: 'eine, zusammengefasst',
  two: 'zwei, etwa Kapital und Arbeit',
  resourceCountHelp: 'zwei Ressourcen können einander teilweise ersetzen',
  law: 'Verlauf der Umstellung',
  mode: 'Folgt seiner besten Größe',
  startsAtOptimum: 'Beginnt bei der besten Größe jener Zeit',
  point: (number) => `Punkt ${number}`,
  removePoint: (number) => `Punkt ${number} entfernen`,
  remove: 'Entfernen',
  addPoint: 'Punkt hinzufügen',
  toTheRight: 'Nach rechts',
  upwards: 'Nach oben',
  parameter: 'Größe',
  from: 'Von',
  to: 'Bis',
  logarithmic: 'Logarithmisch',
  notes: {
    name: { label: 'Name', help: 'ein kurzer Name' },
    description: { label: 'Beschreibung', help: 'Quellen und Notizen' },
    'units.currency': { label: 'Währung', help: 'etwa EUR; die Zahlen bleiben, wie sie sind' },
    'units.waste': { label: 'Abfall wird gezählt in', help: 'etwa t' },
    'units.output': { label: 'Das Produkt wird gezählt in', help: 'etwa t oder Stück' },
  },
}
