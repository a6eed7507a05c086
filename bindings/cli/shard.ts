import { ArgumentError, show } from '../errors.ts'
import { checkShard, parseShard, type Shard } from '../files/store/shard.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Which share this process computes: what `--shard` says, or the place in a Slurm job array or a Kubernetes Indexed Job.
 * Undefined for the whole sweep, which is also what 1/1 means.
 * @throws ArgumentError where they do not say clearly which share it is.
 */
export function chooseShard(option: string | undefined, environment: Environment): (Shard & { from: string }) | undefined {
  const shard = option === undefined ? fromEnvironment(environment) : { ...parseShard(option), from: '--shard' }
  return shard?.count === 1 ? undefined : shard
}

function fromEnvironment(environment: Environment) {
  const { OFFCUT_SHARDS, SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX } = environment
  if (SLURM_ARRAY_TASK_ID !== undefined) return slurm(environment)
  if (JOB_COMPLETION_INDEX === undefined) return undefined
  const from = 'JOB_COMPLETION_INDEX'
  if (OFFCUT_SHARDS === undefined) {
    throw new ArgumentError(
      `${from} is ${JOB_COMPLETION_INDEX}, and the number of shards is not known: set OFFCUT_SHARDS to the completions of the Job, ` +
        'or give --shard i/N, or --shard 1/1 for the whole sweep',
    )
  }
  // Kubernetes counts from 0.
  return share(1 + wholeNumber(environment, from), wholeNumber(environment, 'OFFCUT_SHARDS'), from)
}

function slurm(environment: Environment) {
  const from = 'SLURM_ARRAY_TASK_ID'
  const number = (name: string, otherwise?: number) => wholeNumber(environment, name, otherwise)
  const id = number(from)
  if (environment.OFFCUT_SHARDS !== undefined) return share(id, number('OFFCUT_SHARDS'), `${from} of OFFCUT_SHARDS`)
  const count = number('SLURM_ARRAY_TASK_COUNT')
  const first = number('SLURM_ARRAY_TASK_MIN')
  const step = number('SLURM_ARRAY_TASK_STEP', 1)
  const last = number('SLURM_ARRAY_TASK_MAX', first + (count - 1) * step)
  if ((last - first) / step + 1 !== count) {
    throw new ArgumentError(
      `the job array of ${count} tasks from ${first} to ${last} has gaps, so the share of task ${id} is not clear: ` +
        'set OFFCUT_SHARDS to the number of shards of the whole array, numbered from 1, or give --shard i/N',
    )
  }
  return share(1 + (id - first) / step, count, from)
}

function wholeNumber(environment: Environment, name: string, otherwise?: number): number {
  const text = environment[name]
  if (text === undefined && otherwise !== undefined) return otherwise
  if (text !== undefined && /^\d+$/.test(text)) return Number(text)
  throw new ArgumentError(`${name} is ${show(text)}; expected a whole number, or give --shard i/N`)
}

function share(index: number, count: number, from: string) {
  return { ...checkShard({ index, count }, `${index}/${count}, by ${from}`), from }
}
