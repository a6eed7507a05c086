/** Modules that the package carries as text, so that no bundler has a file to lose. */
export async function inflated(deflated: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(deflated), (character) => character.charCodeAt(0))
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer()
}
