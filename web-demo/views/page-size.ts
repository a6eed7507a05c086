import { signal } from '@preact/signals'

/** Width and height of the plot, CSS pixels: known without asking, which would make the browser lay the page out. */
export const plotSize = signal({ width: 0, height: 0 })

export function followSize(element: Element): () => void {
  const observer = new ResizeObserver(([{ contentRect }]) => {
    plotSize.value = { width: contentRect.width, height: contentRect.height }
  })
  observer.observe(element)
  return () => observer.disconnect()
}
