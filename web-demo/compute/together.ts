import { batch } from '@preact/signals'

/** What is slower than this does not keep what is there already from being shown. */
const MOST_MILLISECONDS = 30

let awaited = 0
let writes: (() => void)[] = []
let timer: ReturnType<typeof setTimeout> | undefined

/** Takes the outcome of a job together with those of jobs under way: what one change of the scenario brings makes one update of the page. */
export async function takeTogether<T>(job: Promise<T>, take: (outcome: T) => void): Promise<void> {
  awaited++
  try {
    const outcome = await job
    writes.push(() => take(outcome))
    timer ??= setTimeout(write, MOST_MILLISECONDS)
  } finally {
    awaited--
    if (awaited === 0) write()
  }
}

function write(): void {
  clearTimeout(timer)
  timer = undefined
  const all = writes
  writes = []
  batch(() => {
    for (const one of all) one()
  })
}
