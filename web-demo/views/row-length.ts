/** How many stand in the row of one of `count` charts, where `fit` do at most; the first rows have the ones left over. */
export function rowLength(index: number, count: number, fit: number): number {
  const rows = Math.ceil(count / fit)
  const [least, over] = [Math.floor(count / rows), count % rows]
  return index < over * (least + 1) ? least + 1 : least
}
