/** The one owner of the instances of WebAssembly that compute points: it alone knows where things are in their memory. */
import { instantiateSync } from '@assemblyscript/loader'
import { existing } from '../errors.ts'
import type { HostModule } from '../host-types.ts'
import { TABLE_SLOT } from '../model/layout.ts'
import { axisWindow } from '../plan/axis.ts'
import { movesOf, newRoom, pointsPerPath, type Chunk, type ChunkRoom, type Kernel, type Task, type TaskAxis } from '../plan/task.ts'

/** The exports of the module of optima, see assembly/task.ts and assembly/sweep.ts. Addresses are bytes in its memory. */
interface Exports extends Record<string, unknown> {
  memory: WebAssembly.Memory
  reserve(
    factorCount: number,
    method: number,
    objective: number,
    mode: number,
    law: number,
    knots: number,
    numberCount: number,
    codeCount: number,
    changeCount: number,
    axisCount: number,
    moveCount: number,
    valueCount: number,
    metricCount: number,
  ): void
  run(count: number): void
  capacity(): number
  parametersAt(): number
  codesAt(): number
  axesAt(): number
  movesAt(): number
  valuesAt(): number
  metricsAt(): number
  columnAt(metric: number): number
  statusesAt(): number
}

/** An axis with more values than this is loaded a window at a time; one that moves many parameters, where all of theirs would be more than ALL_MOVES. */
const WHOLE_AXIS = 4096
const ALL_MOVES = 2 ** 18
const LEAST_WINDOW = 32
const I32_PER_AXIS = 4
const I32_PER_MOVE = 2
const I32_PER_METRIC = 2

/** The exports of the module of paths, see assembly/path/run.ts. */
interface PathExports extends Record<string, unknown> {
  preparePaths(): void
  runPaths(count: number): void
}

/** A kernel over an instance of its own. */
export function createWasmKernel(module: HostModule): Kernel {
  return kernelOver(instantiateSync<Exports>(module, {}).instance)
}

/** The same in a worker, without the loader: a page has loaded that once, and would again in the worker's text. */
export function createWorkerKernel(module: HostModule): Kernel {
  return kernelOver(new WebAssembly.Instance(module))
}

function kernelOver(instance: WebAssembly.Instance): Kernel {
  const exports = instance.exports as Exports
  let paths: PathExports | undefined
  let loaded: number | undefined
  return {
    run(task, start, count, room) {
      // First, as what follows paths takes memory before a task of theirs is laid out.
      const compute = task.mode >= 0 ? pathsOf(task).runPaths : exports.run
      if (loaded !== task.id) loadTask(exports, task)
      loaded = task.id
      return runChunk(exports, compute, task, start, count, room)
    },
  }

  function pathsOf(task: Task): PathExports {
    if (paths) return paths
    const module = existing(task.paths, 'the module of paths')
    paths = new WebAssembly.Instance(module, { optima: instance.exports }).exports as PathExports
    paths.preparePaths()
    return paths
  }
}

/** Whether a module of paths is of the same build as that of optima: what it imports, the other has. */
export function areOfOneBuild(module: HostModule, paths: HostModule): boolean {
  const there = new Set(WebAssembly.Module.exports(module).map(({ name }) => name))
  const wanted = WebAssembly.Module.imports(paths)
  return wanted.length > 0 && wanted.every(({ name }) => there.has(name))
}

/** Values of an axis that are in memory at once, for each of the parameters that it moves. */
function loadedValues(axis: TaskAxis, capacity: number): number {
  const fitting = Math.max(LEAST_WINDOW, Math.floor(ALL_MOVES / movesOf(axis).length))
  return Math.min(axis.values.points, fitting, Math.max(WHOLE_AXIS, capacity))
}

const movesOfAllAxes = ({ axes }: Task) => axes.reduce((sum, axis) => sum + movesOf(axis).length, 0)

const valuesOfAllAxes = ({ axes }: Task, capacity: number) =>
  axes.reduce((sum, axis) => sum + movesOf(axis).length * loadedValues(axis, capacity), 0)

function loadTask(exports: Exports, task: Task): void {
  const capacity = exports.capacity()
  exports.reserve(
    task.factorCount,
    task.method,
    task.objective,
    task.mode,
    task.law,
    task.knots,
    task.parameters.length - TABLE_SLOT - 2 * task.knots,
    task.changes.length,
    task.changes[1 + task.changes[0]] ?? 0,
    task.axes.length,
    movesOfAllAxes(task),
    valuesOfAllAxes(task, capacity),
    task.metrics.length,
  )
  const { buffer } = exports.memory
  new Float64Array(buffer, exports.parametersAt(), task.parameters.length).set(task.parameters)
  new Int32Array(buffer, exports.codesAt(), task.changes.length).set(task.changes)
  const metrics = new Int32Array(buffer, exports.metricsAt(), task.metrics.length * I32_PER_METRIC)
  task.metrics.forEach(({ code, slot }, i) => metrics.set([code, slot], i * I32_PER_METRIC))
  const axes = new Int32Array(buffer, exports.axesAt(), task.axes.length * I32_PER_AXIS)
  const moves = new Int32Array(buffer, exports.movesAt(), movesOfAllAxes(task) * I32_PER_MOVE)
  let address = exports.valuesAt()
  let move = 0
  task.axes.forEach((axis, i) => {
    const count = loadedValues(axis, capacity)
    axes.set(
      [movesOf(axis).length, axis.values.points, 0, exports.movesAt() + move * I32_PER_MOVE * Int32Array.BYTES_PER_ELEMENT],
      i * I32_PER_AXIS,
    )
    for (const { slot, values } of movesOf(axis)) {
      moves.set([slot, address], I32_PER_MOVE * move++)
      if (values.points === count) new Float64Array(buffer, address, count).set(axisWindow(values, 0, count))
      address += count * Float64Array.BYTES_PER_ELEMENT
    }
  })
}

function runChunk(exports: Exports, compute: (count: number) => void, task: Task, start: number, count: number, room?: ChunkRoom): Chunk {
  const { columns, status } = room ?? newRoom(task, count)
  for (let done = 0; done < count; ) {
    const length = place(exports, task, start + done, count - done)
    compute(length)
    const { buffer } = exports.memory
    columns.forEach((column, i) => column.set(new Float64Array(buffer, exports.columnAt(i), length), done))
    status.set(new Uint8Array(buffer, exports.statusesAt(), length), done)
    done += length
  }
  return { start, count, columns, status }
}

/** The part of an axis that is in memory: `room` values of each of its moves from value `index` on. */
interface Window {
  axis: number
  /** The first of the moves, by its number among those of all axes. */
  move: number
  index: number
  address: number
  room: number
  stride: number
}

/**
 * Sets the axes to point `start` and loads the values that the next points need. Returns how many points of `count` one
 * run can take: at most the capacity, and no turn over the end of an axis that is loaded by windows.
 */
function place(exports: Exports, task: Task, start: number, count: number): number {
  const capacity = exports.capacity()
  const { buffer } = exports.memory
  const axes = new Int32Array(buffer, exports.axesAt(), task.axes.length * I32_PER_AXIS)
  const unit = pointsPerPath(task)
  // Whole paths, where they fit: one that is cut is followed twice.
  let length = Math.min(count, unit < capacity ? capacity - (capacity % unit) : capacity)
  let stride = 1 // points from one value of the axis to the next
  let address = exports.valuesAt() + valuesOfAllAxes(task, capacity) * Float64Array.BYTES_PER_ELEMENT
  let move = movesOfAllAxes(task)
  const windows: Window[] = []
  for (let axis = task.axes.length - 1; axis >= 0; axis--) {
    const { points } = task.axes[axis].values
    const moveCount = movesOf(task.axes[axis]).length
    const room = loadedValues(task.axes[axis], capacity)
    address -= moveCount * room * Float64Array.BYTES_PER_ELEMENT
    move -= moveCount
    const index = Math.floor(start / stride) % points
    axes[axis * I32_PER_AXIS + 2] = index
    if (points > room) {
      length = Math.min(length, Math.min(room, points - index) * stride - (start % stride))
      windows.push({ axis, move, index, address, room, stride })
    }
    stride *= points
  }
  for (const window of windows) loadWindow(exports, task, window, start, length)
  return length
}

/** Loads the values that `length` points from `start` on need. */
function loadWindow(
  exports: Exports,
  task: Task,
  { axis, move, index, address, room, stride }: Window,
  start: number,
  length: number,
): void {
  const { buffer } = exports.memory
  const moves = new Int32Array(buffer, exports.movesAt(), movesOfAllAxes(task) * I32_PER_MOVE)
  const turns = Math.floor(((start % stride) + length - 1) / stride)
  const needed = Math.min(room, task.axes[axis].values.points - index, turns + 1)
  movesOf(task.axes[axis]).forEach(({ values }, k) => {
    const at = address + k * room * Float64Array.BYTES_PER_ELEMENT
    new Float64Array(buffer, at, needed).set(axisWindow(values, index, needed))
    moves[(move + k) * I32_PER_MOVE + 1] = at - index * Float64Array.BYTES_PER_ELEMENT
  })
}
