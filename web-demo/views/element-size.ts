import { known } from '../known.ts'
import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** Width and height of an element, CSS pixels, and again when they change. */
export function useSize(element: RefObject<Element | null>, first: { width: number; height: number }): { width: number; height: number } {
  const [size, setSize] = useState(first)
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => {
      const { width, height } = contentRect
      if (width > 0 && height > 0) setSize((old) => (old.width === width && old.height === height ? old : { width, height }))
    })
    observer.observe(known(element.current))
    return () => observer.disconnect()
  }, [])
  return size
}

/** Whether an element is in sight, or nearly. */
export function useIsSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setSeen] = useState(true)
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setSeen(entries[entries.length - 1].isIntersecting), { rootMargin: '100px' })
    observer.observe(known(element.current))
    return () => observer.disconnect()
  }, [])
  return isSeen
}
