/** A plant in its own numbers: what the form says. */
export const own = {
  intro:
    'Ten numbers of a plant that goes on producing as it does, and recycles its waste from some day on. Its production then changes nothing, and is left out.',
  name: 'my plant',
  currency: 'Currency',
  unit: 'Waste is counted in',
  groups: { today: 'Today', recycling: 'Recycling', changing: 'Changing over' },
  labels: {
    waste: 'Waste a year',
    disposal: 'Disposal costs',
    processing: 'Recycling costs',
    sales: 'What is made of it sells for',
    cost: 'Cost of changing over',
    share: 'Recycled then',
    start: 'Begins in',
    duration: 'Takes',
    years: 'Look ahead',
    rate: 'Interest',
  },
  help: {
    waste: '',
    disposal: 'a unit of waste; below 0: it is sold',
    processing: 'a unit of waste, without what it brings in',
    sales: 'a unit of waste',
    cost: 'once, for machines and works',
    share: 'of all waste',
    start: '',
    duration: 'from the first waste recycled to the last',
    years: 'from then on',
    rate: 'a year, for money that comes later',
  },
  years: 'years',
  mistakes: {
    number: 'Expected a number.',
    positive: 'Expected a number above 0.',
    notNegative: 'Expected a number, 0 or above.',
    share: 'Expected a number up to 100.',
  },
  use: 'Does it pay?',
  used: 'The whole page is about this plant now: the answer stands at its top. Undo leads back.',
}

export type OwnWords = typeof own
