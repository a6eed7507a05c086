/** A count with its word. */
export const plural = (count: string, one: string, many: string) => `${count} ${count === '1' ? one : many}`
