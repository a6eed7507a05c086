/** What stands on a picture that is saved. */
export const exports = {
  csv: 'Surface as CSV',
  parquet: 'Surface as Parquet',
  png: 'Picture as PNG',
  svg: 'Picture as SVG',
  size: 'Size of the picture',
  report: 'Report as a page (HTML)',
  anEnterprise: 'An enterprise',
  over: (x: string, y: string) => `for each ${x.toLowerCase()} (to the right) and ${y.toLowerCase()} (upwards)`,
  at: (time: string) => `at time ${time}`,
  scenario: 'The scenario',
  law: 'Law of the transition',
  more: (rows: string) => `… and ${rows} more numbers in the link`,
}

export type ExportsWords = typeof exports
