/** What is wrong with a scenario, as its parser says. */
import { expect } from 'vitest'
import { ScenarioError, type Problem } from '../../bindings/errors.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'

export function problems(input: unknown): readonly Problem[] {
  try {
    parseScenario(input as never)
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems
    throw error
  }
  return []
}

/** The one problem of the input, its words joined. */
export function only(input: unknown) {
  const [problem, ...more] = problems(input)
  expect(more).toEqual([])
  return { path: problem.path, value: problem.value, words: `${problem.expected}; ${problem.fix}` }
}

export function expectOnly(input: unknown, path: string, words: string) {
  expect(only(input)).toMatchObject({ path, words: expect.stringContaining(words) })
}

/** A path as it is written. */
export function pathText(path: readonly (string | number)[]): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('')
}
