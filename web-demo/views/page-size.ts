import { signal } from '@preact/signals'

/** Changes whenever the plots must be drawn again at another size. */
export const pageSize = signal(0)

export function followSize(element: Element): () => void {
  const observer = new ResizeObserver(() => (pageSize.value += 1))
  observer.observe(element)
  return () => observer.disconnect()
}
