import { Changes } from '../../assembly/shared/path/changes.ts'
import type { Task } from '../plan/task.ts'
import { newEnterprise, type Enterprise } from './enterprise.ts'
import { levelAt } from './level.ts'
import { readAll, slotOf } from './parameters.ts'
import { setPoint } from './point.ts'

const TIME = slotOf('time')

/** As GridRows, where parameters change over time: one enterprise at a time, as it is at its point's time. */
export class ChangingRows {
  readonly task: Task
  readonly changes = new Changes()
  readonly #numbers: Float64Array
  /** Parameters as they are at the point of the last enterprise. */
  readonly block: Float64Array
  readonly #enterprise: Enterprise

  constructor(task: Task) {
    this.task = task
    this.changes.describe(task.changes)
    this.#numbers = task.parameters.slice()
    this.block = task.parameters.slice()
    this.#enterprise = newEnterprise(task.factorCount, task.objective)
  }

  from(point: number): Enterprise[] {
    const { law, knots } = this.task
    setPoint(this.task, this.#numbers, point)
    const time = this.#numbers[TIME]
    this.changes.read(this.#numbers)
    this.changes.enter(time)
    this.changes.evaluate(time)
    this.block.set(this.#numbers)
    for (let k = 0; k < this.changes.count; k++) this.block[this.changes.slots[k]] = this.changes.values[k]
    this.#enterprise.waste.level = levelAt(law, this.#numbers, knots, time)
    readAll(this.#enterprise, this.block)
    return [this.#enterprise]
  }
}
