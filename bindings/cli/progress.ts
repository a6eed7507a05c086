import { SingleBar } from 'cli-progress'
import type { Progress } from '../sweep/progress.ts'
import { count, countPoints } from './print.ts'

const LINE_MILLISECONDS = 5000

/** Shows progress on standard error: a bar on a terminal, elsewhere a line every few seconds and one at the end. */
export function createProgress(): { update(progress: Progress): void; stop(): void } {
  return process.stderr.isTTY ? bar() : lines()
}

/** The same for a study, which counts its points and leaves the clock to this. */
export function pointsProgress(): { update(progress: { done: number; total: number }): void; stop(): void } {
  const progress = createProgress()
  const began = performance.now()
  return {
    update({ done, total }) {
      const seconds = (performance.now() - began) / 1000
      progress.update({
        done,
        total,
        failed: 0,
        pointsPerSecond: done / seconds,
        secondsLeft: (seconds * (total - done)) / done,
      } as Progress)
    },
    stop: progress.stop,
  }
}

function bar() {
  const single = new SingleBar({
    stream: process.stderr,
    format: '{bar} {percentage} %  {points} of {all}  {rate}/s  {left} s left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    // The process must stay alive for the sweep alone, not for a timer of the bar.
    gracefulExit: false,
  })
  let started = false
  return {
    update(progress: Progress) {
      const payload = {
        points: count(progress.done),
        all: countPoints(progress.total),
        rate: count(progress.pointsPerSecond),
        left: progress.secondsLeft.toFixed(progress.secondsLeft < 10 ? 1 : 0),
      }
      if (!started) single.start(progress.total, 0, payload)
      started = true
      single.update(progress.done, payload)
    },
    stop() {
      if (started) single.stop()
    },
  }
}

function lines() {
  let last = performance.now()
  return {
    update({ done, total, failed, pointsPerSecond }: Progress) {
      const now = performance.now()
      if (done < total && now - last < LINE_MILLISECONDS) return
      last = now
      const failures = failed > 0 ? `, ${count(failed)} failed` : ''
      process.stderr.write(`${count(done)} of ${countPoints(total)}${failures}, ${count(pointsPerSecond)}/s\n`)
    },
    stop() {},
  }
}
