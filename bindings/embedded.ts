/** Modules that the package carries as text, so that no bundler has a file to lose. */
export async function inflated(deflated: string): Promise<BufferSource> {
  // Streams of the web take Node longer to load than all else that an engine needs.
  const zlib = globalThis.process?.getBuiltinModule?.('node:zlib')
  if (zlib) return zlib.inflateRawSync(Buffer.from(deflated, 'base64'))
  const bytes = Uint8Array.from(atob(deflated), (character) => character.charCodeAt(0))
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer()
}
