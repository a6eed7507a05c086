/** Scenarios side by side: what the table says. */
export const scenarios = {
  title: 'Scenarios side by side',
  now: 'Now',
  nameOf: (name: string) => `Name of ${name}`,
  baseline: 'Baseline: the ghost in the charts',
  asBaseline: 'Use as baseline',
  use: 'Go there',
  remove: 'Remove',
  differs: 'Differs from now in',
  nothing: 'nothing',
  from: (label: string, value: string) => `${label}: ${value}`,
  more: (count: string) => `and ${count} more`,
  payback: 'Pays back',
  never: 'not in this time',
  atOnce: 'from the start',
  deepest: 'Furthest behind',
  atEnd: 'Ahead at the end',
  profitAtEnd: 'Profit at the end',
  discharged: 'Waste disposed of in all',
  ghost: 'baseline',
}

export type ScenariosWords = typeof scenarios
