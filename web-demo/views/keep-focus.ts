const FOCUSABLE = 'a[href], button, select, input, textarea, summary, [tabindex="0"]'
/** Keys that press a button, and that remove what has the focus. */
const PRESSES = new Set(['Enter', ' ', 'Delete', 'Backspace'])
/** What a key removes is gone after as many frames at most: some of it waits for an answer of the engine. */
const FRAMES = 30

/** What a key pressed may go away with what it did: the keyboard then goes on at what is nearest, and not at the top of the page. */
export function keepFocus(root: HTMLElement): void {
  root.addEventListener('keydown', ({ key, target }) => {
    if (!PRESSES.has(key) || !(target instanceof Element)) return
    const near = nearest(target, root)
    const look = (left: number) => {
      if (document.activeElement !== document.body) {
        if (document.activeElement !== target) return
      } else if (!target.isConnected || (target as HTMLButtonElement).disabled) {
        near.find((each) => each.isConnected && !(each as HTMLButtonElement).disabled && each.checkVisibility())?.focus()
        return
      }
      if (left > 0) requestAnimationFrame(() => look(left - 1))
    }
    look(FRAMES)
  })
}

/** What can be focused, from its next neighbours outward. */
function nearest(element: Element, root: HTMLElement): HTMLElement[] {
  const found = new Set<HTMLElement>()
  for (let box = element.parentElement; box && root.contains(box); box = box.parentElement) {
    const inside = [...box.querySelectorAll<HTMLElement>(FOCUSABLE)]
    const isAfter = (each: Element) => (element.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
    const after = inside.filter((each) => isAfter(each))
    const before = inside.filter((each) => !isAfter(each)).toReversed()
    for (const each of [...after, ...before]) if (each !== element) found.add(each)
  }
  return [...found]
}
