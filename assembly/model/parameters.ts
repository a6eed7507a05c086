/** The parameters of two neighbouring points: one v128 a slot of the layout. */
import { Parameter } from '../layout'

const PARAMETERS: usize = memory.data(<i32>Parameter.count * 16, 16)

// @ts-ignore: decorator
@inline
export function parameter(slot: i32): v128 {
  return v128.load(PARAMETERS + (<usize>slot << 4))
}

// @ts-ignore: decorator
@inline
export function setParameter(slot: i32, value: v128): void {
  v128.store(PARAMETERS + (<usize>slot << 4), value)
}
