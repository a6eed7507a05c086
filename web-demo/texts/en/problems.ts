/** What is wrong with a scenario, and how to put it right. */
export const problems = {
  missing: (allowed: string) => `A number is missing: expected ${allowed}.`,
  noNumber: (value: string, allowed: string) => `${value} is no number: expected ${allowed}.`,
  tooSmall: (value: string, allowed: string) => `${value} is too small: expected ${allowed}.`,
  tooLarge: (value: string, allowed: string) => `${value} is too large: expected ${allowed}.`,
  choice: (value: string, names: string) => `${value} does not exist: expected one of ${names}.`,
  missingKey: (key: string) => `“${key}” is missing: expected it here; add it.`,
  unknownKey: (key: string) => `There is no key “${key}” here: rename it, or remove it.`,
  range: {
    any: 'a finite number',
    above: (above: string) => `a number above ${above}`,
    least: (least: string) => `a number, ${least} or above`,
    aboveTo: (above: string, most: string) => `a number above ${above} and at most ${most}`,
    between: (least: string, most: string) => `a number from ${least} to ${most}`,
  },
  /** Where only the library knows. */
  other: (expected: string, fix: string) => `Expected ${expected}. To fix it: ${fix}.`,
  ofLink: {
    choice: (known: string, first: string) => `Expected one of ${known}; the page shows ${first} instead.`,
    path: 'Expected a path of the scenario; correct the link; this part of it is left out.',
  },
}

export type ProblemWords = typeof problems
