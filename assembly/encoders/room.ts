/** Where the host may lay out its data. */
export function room(): usize {
  return (__heap_base + 15) & ~15
}
