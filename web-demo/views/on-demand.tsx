import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { report } from '../state/failure.ts'

interface OnDemandProps<Given> {
  load(): Promise<{ default: ComponentType<Given> }>
  /** What the part is given. */
  given?: Given
}

/** A part of the page whose code comes when it is first shown. */
export function OnDemand<Given extends object>({ load, given }: OnDemandProps<Given>) {
  const [Part, setPart] = useState<{ is: ComponentType<Given> }>()
  useEffect(() => {
    load().then(({ default: loaded }) => setPart({ is: loaded }), report)
  }, [])
  return Part ? <Part.is {...(given as Given)} /> : null
}
