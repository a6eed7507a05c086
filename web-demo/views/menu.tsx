import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** A button that shows a panel. It closes with Escape, and when something outside is pressed. */
export function Menu({ label, kind, children }: { label: string; kind: 'menu' | 'axes'; children: ComponentChildren }) {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const close = () => details.current?.removeAttribute('open')
    const onPress = (event: PointerEvent) => !details.current?.contains(event.target as Node) && close()
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !details.current?.open) return
      close()
      details.current.querySelector('summary')?.focus()
    }
    addEventListener('pointerdown', onPress)
    addEventListener('keydown', onKey)
    return () => {
      removeEventListener('pointerdown', onPress)
      removeEventListener('keydown', onKey)
    }
  }, [])
  return (
    <details class={kind} ref={details}>
      <summary>{label}</summary>
      {children}
    </details>
  )
}
