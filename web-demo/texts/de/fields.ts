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
}
