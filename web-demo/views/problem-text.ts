import { signal } from '@preact/signals'
import type { Problem } from 'offcut'
import { report } from '../state/failure.ts'

type Say = (problem: Problem) => string

const say = signal<{ is: Say } | undefined>(undefined)
let isAsked = false

/** What is wrong, in the page's words, which come when something is; the library's own as long as they are on their way. */
export function problemText(problem: Problem): string {
  if (!isAsked) {
    isAsked = true
    import('../state/problems.ts').then(({ problemText: loaded }) => (say.value = { is: loaded }), report)
  }
  return say.value?.is(problem) ?? problem.expected
}
