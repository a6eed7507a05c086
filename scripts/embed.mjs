// Writes the compiled modules, compressed, into source files: see bindings/modules.ts.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { deflateAsync } from '@gfx/zopfli'

const root = new URL('../', import.meta.url)
await mkdir(new URL('bindings/generated/', root), { recursive: true })
for (const name of ['offcut', 'paths', 'encoders', 'samples']) {
  // Zopfli takes 6 % less than zlib's best; more turns than one take nothing more of it.
  const bytes = await deflateAsync(await readFile(new URL(`build/${name}.wasm`, root)), { numiterations: 1 })
  await writeFile(
    new URL(`bindings/generated/${name}.ts`, root),
    `/** The compiled WebAssembly module ${name}, deflated, base64. Written by scripts/embed.mjs. */\nexport const DEFLATED: string =\n  '${Buffer.from(bytes).toString('base64')}'\n`,
  )
}
