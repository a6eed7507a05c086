import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { report } from '../state/failure.ts'

/** A part of the page whose code comes when it is first shown. */
export function OnDemand({ load }: { load(): Promise<{ default: ComponentType }> }) {
  const [Part, setPart] = useState<{ is: ComponentType }>()
  useEffect(() => {
    load().then(({ default: loaded }) => setPart({ is: loaded }), report)
  }, [])
  return Part ? <Part.is /> : null
}
