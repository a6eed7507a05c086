/** The order of times. */

/** Fills `order` with the indices of `count` times, the earliest first. */
export function sortByTime(times: Float64Array, order: Int32Array, count: i32): void {
  let isSorted = true
  for (let k = 0; k < count; k++) {
    order[k] = k
    if (k > 0 && times[k] < times[k - 1]) isSorted = false
  }
  if (isSorted) return
  // A heap: no memory of its own, and no worst case.
  for (let k = (count >> 1) - 1; k >= 0; k--) sink(times, order, k, count)
  for (let end = count - 1; end > 0; end--) {
    const latest = order[0]
    order[0] = order[end]
    order[end] = latest
    sink(times, order, 0, end)
  }
}

/** Lets the index at `k` sink below later times. */
function sink(times: Float64Array, order: Int32Array, k: i32, count: i32): void {
  const index = order[k]
  for (;;) {
    let child = 2 * k + 1
    if (child >= count) break
    if (child + 1 < count && times[order[child + 1]] > times[order[child]]) child++
    if (!(times[order[child]] > times[index])) break
    order[k] = order[child]
    k = child
  }
  order[k] = index
}
