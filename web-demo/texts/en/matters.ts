/** Which number matters most: what the panel says. */
export const matters = {
  intro:
    'How much further ahead or behind the transition ends when one number is a tenth lower or a tenth higher, and the value at which it just pays back by the end.',
  number: 'Number',
  lower: '10% lower',
  higher: '10% higher',
  effect: 'Effect on the value at the end',
  breakEven: 'Just pays back if it is',
  always: 'pays wherever its slider is',
  never: 'pays nowhere on its slider',
  nothing: 'No number makes a difference: with the transition and without it, this enterprise ends the same.',
  set: (label: string) => `Set ${label} to it`,
}

export type MattersWords = typeof matters
