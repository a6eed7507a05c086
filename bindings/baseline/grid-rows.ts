import { axisValue } from '../axis.ts'
import type { AxisValues, Task } from '../task.ts'
import { newEnterprise, type Enterprise } from './enterprise.ts'
import { levelAt } from './level.ts'
import { partOf, readAll, slotOf, type Part } from './parameters.ts'
import { place } from './point.ts'

const LEVEL = slotOf('level')
const TIME = slotOf('time')

/** The most enterprises of a row that are in memory together. */
const MOST = 512

/**
 * The enterprises of a task's grid, row by row along the fastest axis. Those of a row share every part but the one that this
 * axis moves. Where no slower axis moves that part too, it is derived in one row and kept for the next.
 */
export class GridRows {
  readonly task: Task
  readonly #block: Float64Array
  readonly #shared: Enterprise
  readonly #part: Part | undefined
  readonly #keeps: boolean
  #row: Enterprise[] = []
  /** Values of the fastest axis in this row, from value `#first` on. */
  #values = new Float64Array()
  #first = 0

  constructor(task: Task) {
    const parts = task.axes.map(({ slot }) => partOf(slot))
    this.task = task
    this.#block = task.parameters.slice()
    this.#shared = newEnterprise(task.factorCount)
    this.#part = parts.pop()
    this.#keeps = !parts.includes(this.#part!)
  }

  /** The enterprises from a point of the grid on: at most `most`, and at most to the end of the row. Valid until the next call. */
  from(point: number, most: number): readonly Enterprise[] {
    place(this.task, this.#block, point)
    this.#shared.waste.level = this.#level()
    readAll(this.#shared, this.#block)
    const axis = this.task.axes.at(-1)
    if (!axis) return [this.#shared]
    const first = point % axis.values.points
    const count = Math.min(most, axis.values.points - first, MOST)
    const isSame = first === this.#first && count === this.#values.length
    if (!isSame) this.#resize(axis.values, first, count)
    if (!isSame || !this.#keeps) this.#readRow(axis.slot)
    return this.#row
  }

  #level(): number {
    const { law, knots } = this.task
    return law < 0 ? this.#block[LEVEL] : levelAt(law, this.#block, knots, this.#block[TIME])
  }

  #resize(axis: AxisValues, first: number, count: number): void {
    this.#first = first
    this.#values = new Float64Array(count)
    for (let i = 0; i < count; i++) this.#values[i] = axisValue(axis, first + i)
    this.#row = Array.from(this.#values, () => this.#part!.separate(this.#shared))
  }

  /** Reads the part of the enterprises that the axis moves. */
  #readRow(slot: number): void {
    const { level } = this.#shared.waste
    const movesLevel = slot >= LEVEL // behind it are the time and the parameters of the laws
    for (let i = 0; i < this.#row.length; i++) {
      const enterprise = this.#row[i]
      this.#block[slot] = this.#values[i]
      enterprise.waste.level = movesLevel ? this.#level() : level
      this.#part!.read(enterprise, this.#block)
    }
  }
}
