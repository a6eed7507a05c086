/** A hidden page has no frames. */
const MOST_MILLISECONDS = 100

/** Resolves when the browser is about to present what was drawn. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, MOST_MILLISECONDS)
    requestAnimationFrame(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
