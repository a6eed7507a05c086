/** The one owner of the WebAssembly module: compiles it, instantiates it, and alone knows where things are in its memory. */
import { instantiateSync } from '@assemblyscript/loader'
import { axisWindow } from '../plan/axis.ts'
import { newRoom, pointsPerPath, type Chunk, type ChunkRoom, type Kernel, type Task } from '../plan/task.ts'

/** The module's exports, see assembly/task.ts and assembly/sweep.ts. Addresses are bytes in its memory. */
interface Exports extends Record<string, unknown> {
  memory: WebAssembly.Memory
  reserve(
    factorCount: number, method: number, mode: number, law: number, knots: number, axisCount: number, valueCount: number, metricCount: number,
  ): void
  run(count: number): void
  capacity(): number
  parametersAt(): number
  axesAt(): number
  valuesAt(): number
  metricsAt(): number
  columnAt(metric: number): number
  statusesAt(): number
}

/** An axis with more values than this is loaded a window at a time. */
const WHOLE_AXIS = 4096
const I32_PER_AXIS = 4
const I32_PER_METRIC = 2

/**
 * Compiles the module, or hands on one that is compiled already.
 *
 * @param source The module's bytes; by default the copy that the package carries.
 */
export async function compileModule(source?: BufferSource | WebAssembly.Module): Promise<WebAssembly.Module> {
  return source instanceof WebAssembly.Module ? source : WebAssembly.compile(source ?? (await embeddedBytes()))
}

async function embeddedBytes(): Promise<ArrayBuffer> {
  // A page that hosts the module itself never loads this copy.
  const { DEFLATED_MODULE } = await import('../generated/module.ts')
  const deflated = Uint8Array.from(atob(DEFLATED_MODULE), (character) => character.charCodeAt(0))
  return new Response(new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer()
}

/** A kernel over an instance of its own. */
export function createWasmKernel(module: WebAssembly.Module): Kernel {
  return kernelOver(instantiateSync<Exports>(module, {}).exports)
}

/** The same in a worker, without the loader: a page has loaded that once, and would again in the worker's text. */
export function createWorkerKernel(module: WebAssembly.Module): Kernel {
  return kernelOver(new WebAssembly.Instance(module).exports as Exports)
}

function kernelOver(exports: Exports): Kernel {
  let loaded: number | undefined
  return {
    run(task, start, count, room) {
      if (loaded !== task.id) loadTask(exports, task)
      loaded = task.id
      return runChunk(exports, task, start, count, room)
    },
  }
}

/** Values of an axis that are in memory at once. */
const loadedValues = (points: number, capacity: number) => Math.min(points, Math.max(WHOLE_AXIS, capacity))

const valuesOfAllAxes = ({ axes }: Task, capacity: number) => axes.reduce((sum, { values }) => sum + loadedValues(values.points, capacity), 0)

function loadTask(exports: Exports, task: Task): void {
  const capacity = exports.capacity()
  exports.reserve(
    task.factorCount, task.method, task.mode, task.law, task.knots, task.axes.length, valuesOfAllAxes(task, capacity), task.metrics.length,
  )
  const { buffer } = exports.memory
  new Float64Array(buffer, exports.parametersAt(), task.parameters.length).set(task.parameters)
  const metrics = new Int32Array(buffer, exports.metricsAt(), task.metrics.length * I32_PER_METRIC)
  task.metrics.forEach(({ code, slot }, i) => metrics.set([code, slot], i * I32_PER_METRIC))
  const axes = new Int32Array(buffer, exports.axesAt(), task.axes.length * I32_PER_AXIS)
  let address = exports.valuesAt()
  task.axes.forEach(({ slot, values }, i) => {
    const count = loadedValues(values.points, capacity)
    axes.set([slot, values.points, 0, address], i * I32_PER_AXIS)
    if (values.points === count) new Float64Array(buffer, address, count).set(axisWindow(values, 0, count))
    address += count * Float64Array.BYTES_PER_ELEMENT
  })
}

function runChunk(exports: Exports, task: Task, start: number, count: number, room?: ChunkRoom): Chunk {
  const { columns, status } = room ?? newRoom(task, count)
  for (let done = 0; done < count; ) {
    const length = place(exports, task, start + done, count - done)
    exports.run(length)
    const { buffer } = exports.memory
    columns.forEach((column, i) => column.set(new Float64Array(buffer, exports.columnAt(i), length), done))
    status.set(new Uint8Array(buffer, exports.statusesAt(), length), done)
    done += length
  }
  return { start, count, columns, status }
}

/** The part of an axis that is in memory: `room` values from value `index` on. */
interface Window {
  axis: number
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
  const windows: Window[] = []
  for (let axis = task.axes.length - 1; axis >= 0; axis--) {
    const { values } = task.axes[axis]
    const room = loadedValues(values.points, capacity)
    address -= room * Float64Array.BYTES_PER_ELEMENT
    const index = Math.floor(start / stride) % values.points
    axes[axis * I32_PER_AXIS + 2] = index
    if (values.points > room) {
      length = Math.min(length, (values.points - index) * stride - (start % stride))
      windows.push({ axis, index, address, room, stride })
    }
    stride *= values.points
  }
  for (const window of windows) {
    const { values } = task.axes[window.axis]
    const turns = Math.floor(((start % window.stride) + length - 1) / window.stride)
    const needed = Math.min(window.room, values.points - window.index, turns + 1)
    new Float64Array(buffer, window.address, needed).set(axisWindow(values, window.index, needed))
    axes[window.axis * I32_PER_AXIS + 3] = window.address - window.index * Float64Array.BYTES_PER_ELEMENT
  }
  return length
}
