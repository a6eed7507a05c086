import { effect } from '@preact/signals'
import { useEffect } from 'preact/hooks'

/** Draws as soon as a signal that it reads changes: useSignalEffect would wait for the next frame, and hold that up. @param draw reads signals and what never changes in this component */
export function useDrawing(draw: () => void): void {
  useEffect(() => effect(draw), [])
}
