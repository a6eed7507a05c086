import { effect, type ReadonlySignal } from '@preact/signals'

/** While something moves, what follows comes after this at the earliest, when a picture has been presented … */
const LEAST_MILLISECONDS = 80
/** … and after this at the latest. */
const MOST_MILLISECONDS = 160

interface Pace<T> {
  /** What is to be followed; undefined while nothing can be. */
  wanted: ReadonlySignal<T | undefined>
  /** Whether something is being dragged. */
  isMoving: ReadonlySignal<boolean>
  /** Changes when a picture has been presented. */
  beat: ReadonlySignal<number>
  /** Whether a change is followed at once even then. */
  isLight(next: T, before: T): boolean
  follow(next: T, before: T | undefined): void
}

/** Follows every change at once; what moves leaves time for pictures, and its last change is always followed. */
export function followAtPace<T>({ wanted, isMoving, beat, isLight, follow }: Pace<T>): void {
  let followed: T | undefined
  let lastTime = -Infinity
  let lastBeat = -1
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    const next = wanted.value
    const isBeat = lastBeat !== beat.value
    lastBeat = beat.value
    if (next === undefined || next === followed) return
    const passed = performance.now() - lastTime
    const mayWait = isMoving.value && followed !== undefined && !isLight(next, followed)
    clearTimeout(timer)
    if (mayWait && passed < (isBeat ? LEAST_MILLISECONDS : MOST_MILLISECONDS)) {
      timer = setTimeout(look, MOST_MILLISECONDS - passed)
      return
    }
    const before = followed
    followed = next
    lastTime = performance.now()
    follow(next, before)
  }
  effect(look)
}
