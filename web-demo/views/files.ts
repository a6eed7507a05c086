/** Saves a file on the visitor's machine. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  // The browser reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** A file name from a scenario's. */
export function fileName(name: string | undefined, extension: string): string {
  const words = (name ?? 'scenario')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.slice(0, 6) ?? ['scenario']
  return `${words.join('-')}.${extension}`
}
