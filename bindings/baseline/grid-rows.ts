import { axisWindow } from '../plan/axis.ts'
import { movesOf, type Task, type TaskMove } from '../plan/task.ts'
import { newEnterprise, type Enterprise } from './enterprise.ts'
import { levelAt } from './level.ts'
import { movesLevel, partOf, readAll, slotOf, type Part } from './parameters.ts'
import { setPoint } from './point.ts'

const LEVEL = slotOf('level')
const TIME = slotOf('time')

/** The most enterprises in memory: a longer row is cut into windows. */
const WINDOW = 2048

/**
 * The enterprises of a task's grid, row by row along the fastest axis. Those of a row share every part but those that this
 * axis moves. Where no slower axis moves these too, they are derived in one row and kept for the others.
 */
export class GridRows {
  readonly task: Task
  readonly #block: Float64Array
  readonly #shared: Enterprise
  /** What the fastest axis moves, and the parts that this is of. */
  readonly #moves: readonly TaskMove[]
  readonly #parts: Part[]
  readonly #movesLevel: boolean
  readonly #keeps: boolean
  /** The window's first value of the axis; of each value the enterprise, the values of the moves, and whether both are there. */
  #start = 0
  readonly #window = new Array<Enterprise | undefined>(WINDOW)
  readonly #values: Float64Array[]
  readonly #known = new Uint8Array(WINDOW)

  constructor(task: Task) {
    const parts = task.axes.map((axis) => [...new Set(movesOf(axis).map(({ slot }) => partOf(slot)))])
    this.task = task
    this.#block = task.parameters.slice()
    this.#shared = newEnterprise(task.factorCount, task.objective)
    this.#parts = parts.pop() ?? []
    this.#keeps = !parts.flat().some((part) => this.#parts.includes(part))
    const fastest = task.axes.at(-1)
    this.#moves = fastest ? movesOf(fastest) : []
    this.#movesLevel = this.#moves.some(({ slot }) => movesLevel(slot))
    this.#values = this.#moves.map(() => new Float64Array(WINDOW))
  }

  /** The enterprises from a point of the grid on: at most `most`, and none beyond the end of the row. Valid until the next call. */
  from(point: number, most: number): Enterprise[] {
    setPoint(this.task, this.#block, point)
    this.#shared.waste.level = this.#level()
    readAll(this.#shared, this.#block)
    const axis = this.task.axes.at(-1)
    if (!axis) return [this.#shared]
    const index = point % axis.values.points
    const first = index % WINDOW
    const end = first + Math.min(most, axis.values.points - index, WINDOW - first)
    this.#turnTo(index - first)
    this.#load(first, end)
    for (let i = first; i < end; i++) this.#renew(i)
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

  /** Loads the values of the moves that are not there yet. */
  #load(first: number, end: number): void {
    while (first < end && this.#known[first]) first++
    if (first === end) return
    this.#moves.forEach(({ values }, k) => this.#values[k].set(axisWindow(values, this.#start + first, end - first), first))
  }

  /** Renews one enterprise where a slower axis may have changed it. */
  #renew(i: number): void {
    if (this.#known[i] && this.#keeps) return
    for (let k = 0; k < this.#moves.length; k++) this.#block[this.#moves[k].slot] = this.#values[k][i]
    this.#known[i] = 1
    const enterprise = (this.#window[i] ??= this.#parts.reduce((own, part) => part.separate(own), this.#shared))
    enterprise.waste.level = this.#movesLevel ? this.#level() : this.#shared.waste.level
    for (const part of this.#parts) part.read(enterprise, this.#block)
  }
}
