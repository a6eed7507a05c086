import { axisValue } from '../plan/axis.ts'
import type { Task, TaskAxis } from '../plan/task.ts'
import { newEnterprise, type Enterprise } from './enterprise.ts'
import { levelAt } from './level.ts'
import { movesLevel, partOf, readAll, slotOf, type Part } from './parameters.ts'
import { place } from './point.ts'

const LEVEL = slotOf('level')
const TIME = slotOf('time')

/** The most enterprises in memory: a longer row is cut into windows. */
const WINDOW = 2048

/**
 * The enterprises of a task's grid, row by row along the fastest axis. Those of a row share every part but the one that this
 * axis moves. Where no slower axis moves that part too, it is derived in one row and kept for the others.
 */
export class GridRows {
  readonly task: Task
  readonly #block: Float64Array
  readonly #shared: Enterprise
  readonly #part: Part | undefined
  readonly #keeps: boolean
  /** The window's first value of the axis; of each value the enterprise, the value itself, and whether both are there. */
  #start = 0
  readonly #window = new Array<Enterprise | undefined>(WINDOW)
  readonly #values = new Float64Array(WINDOW)
  readonly #known = new Uint8Array(WINDOW)

  constructor(task: Task) {
    const parts = task.axes.map(({ slot }) => partOf(slot))
    this.task = task
    this.#block = task.parameters.slice()
    this.#shared = newEnterprise(task.factorCount)
    this.#part = parts.pop()
    this.#keeps = !parts.includes(this.#part!)
  }

  /** The enterprises from a point of the grid on: at most `most`, and none beyond the end of the row. Valid until the next call. */
  from(point: number, most: number): Enterprise[] {
    place(this.task, this.#block, point)
    this.#shared.waste.level = this.#level()
    readAll(this.#shared, this.#block)
    const axis = this.task.axes.at(-1)
    if (!axis) return [this.#shared]
    const index = point % axis.values.points
    const first = index % WINDOW
    const end = first + Math.min(most, axis.values.points - index, WINDOW - first)
    this.#turnTo(index - first)
    for (let i = first; i < end; i++) this.#renew(axis, this.#part!, i)
    return this.#window.slice(first, end) as Enterprise[]
  }

  #level(): number {
    const { law, knots } = this.task
    return law < 0 ? this.#block[LEVEL] : levelAt(law, this.#block, knots, this.#block[TIME])
  }

  #turnTo(start: number): void {
    if (start !== this.#start) this.#known.fill(0)
    this.#start = start
  }

  /** Renews one enterprise where a slower axis may have changed it. */
  #renew({ slot, values }: TaskAxis, part: Part, i: number): void {
    if (this.#known[i] && this.#keeps) return
    if (!this.#known[i]) this.#values[i] = axisValue(values, this.#start + i)
    this.#known[i] = 1
    const enterprise = (this.#window[i] ??= part.separate(this.#shared))
    this.#block[slot] = this.#values[i]
    enterprise.waste.level = movesLevel(slot) ? this.#level() : this.#shared.waste.level
    part.read(enterprise, this.#block)
  }
}
