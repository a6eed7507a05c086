/** What every panel that loads on demand says. */
export const kit = {
  asTable: 'Show as table',
  asSvg: 'Save as SVG',
  low: 'from',
  high: 'to',
  half: '±',
  running: 'Computing…',
  stop: 'Stop',
  failed: (why: string) => `This could not be computed: ${why}`,
  remove: 'Remove',
  add: 'Add',
  time: 'Time',
  atOnce: 'at once',
  inYear: (year: string) => `in ${year}`,
  inMonth: (month: string) => `in ${month}`,
  afterYears: (years: string) => `after ${years} ${years === '1' ? 'year' : 'years'}`,
  report: 'Save the report',
  reportHelp: 'a page (HTML) with the answer, the charts, the numbers and the command that makes them again',
  scaleOf: (name: string) => `${name}, whole schedule`,
}

export type KitWords = typeof kit
