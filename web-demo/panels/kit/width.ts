import { known } from '../../known.ts'
import { useEffect, useRef, useState } from 'preact/hooks'

/** The width of an element, followed as it changes: a drawing in its own pixels stays sharp and its words keep their size. */
export function useWidth<T extends HTMLElement>(first: number) {
  const element = useRef<T>(null)
  const [width, setWidth] = useState(first)
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => contentRect.width > 0 && setWidth(Math.round(contentRect.width)))
    observer.observe(known(element.current))
    return () => observer.disconnect()
  }, [])
  return { element, width }
}
