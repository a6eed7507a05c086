import { OffcutError } from '../../errors.ts'

/** A system that has no equilibrium. `reason` is `unbounded`: something that pays can be done without limit; or `infeasible`: markets that nobody can clear. */
export class SystemError extends OffcutError {
  override get name(): string {
    return 'SystemError'
  }
  /** Whether something has no limit, or markets cannot be cleared. */
  readonly reason: 'unbounded' | 'infeasible'
  /** Supply, links and demand of what has no limit, or the markets that cannot be cleared. */
  readonly names: readonly string[]

  constructor(reason: 'unbounded' | 'infeasible', names: readonly string[], message: string) {
    super(message)
    this.reason = reason
    this.names = names
  }
}
