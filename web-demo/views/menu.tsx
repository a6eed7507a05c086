import type { ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { OnDemand } from './on-demand.tsx'

interface MenuProps {
  label: string
  kind: 'menu' | 'axes'
  /** Brings what it shows, when it is first opened. */
  load(): Promise<{ default: ComponentType }>
}

/** A button that shows a panel. It closes with Escape, and when something outside is pressed. */
export function Menu({ label, kind, load }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null)
  const [wasOpened, setOpened] = useState(false)
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
    <details class={kind} ref={details} onToggle={() => setOpened(true)}>
      <summary>{label}</summary>
      {wasOpened && <OnDemand load={load} />}
    </details>
  )
}
