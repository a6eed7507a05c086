import { problems } from '../../state/scenario.ts'
import { problemText } from '../../state/problems.ts'

/** What is wrong at a path of the scenario, in words; undefined where nothing is. */
export function problemAt(path: string): string | undefined {
  const here = problems.value.filter((problem) => problem.path === path)
  return here.length === 0 ? undefined : here.map(problemText).join(' ')
}

/** What is wrong below a path, but not at one of those that have a field. */
export function problemsBelow(path: string, but: readonly string[]): string[] {
  return problems.value
    .filter((problem) => problem.path.startsWith(path) && !but.includes(problem.path))
    .map((problem) => `${problem.path}: ${problemText(problem)}`)
}
