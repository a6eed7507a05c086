import type { ExportsWords } from '../en/exports.ts'

export const exports: ExportsWords = {
  csv: 'Fläche als CSV',
  parquet: 'Fläche als Parquet',
  png: 'Bild als PNG',
  svg: 'Bild als SVG',
  size: 'Größe des Bilds',
  report: 'Bericht als Seite (HTML)',
  anEnterprise: 'Ein Betrieb',
  over: (x, y) => `je nach: ${x} (nach rechts) und ${y} (nach oben)`,
  at: (time) => `zur Zeit ${time}`,
  scenario: 'Das Szenario',
  law: 'Verlauf der Umstellung',
  more: (rows) => `… und ${rows} weitere Zahlen im Link`,
}
