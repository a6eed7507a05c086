import { newRoom, roomBytes, type ChunkRoom, type Task } from '../task.ts'

/** Where chunks are written. */
export interface Rooms {
  take(start: number, count: number): ChunkRoom
  /** The consumer is done with the chunk in a room. */
  give?(room: ChunkRoom): void
}

/** Rooms that chunks take turns in. */
export class RecycledRooms implements Rooms {
  readonly #task: Task
  readonly #free: ArrayBufferLike[] = []

  constructor(task: Task) {
    this.#task = task
  }

  take(_: number, count: number): ChunkRoom {
    const memory = this.#free.pop()
    return newRoom(this.#task, count, memory && memory.byteLength >= roomBytes(this.#task, count) ? memory : undefined)
  }

  give({ status }: ChunkRoom): void {
    this.#free.push(status.buffer)
  }
}
