/** What is there by now: an element that is drawn, a canvas' context, a part that every scenario of the page has. @throws where it is not. */
export function known<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('something that the page rests on is not there')
  return value
}
