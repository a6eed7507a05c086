// Writes the compiled module, compressed, into a source file, so that no bundler has a .wasm file to lose.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { deflateRawSync } from 'node:zlib'

const root = new URL('../', import.meta.url)
const bytes = deflateRawSync(await readFile(new URL('build/offcut.wasm', root)), { level: 9 })
await mkdir(new URL('bindings/generated/', root), { recursive: true })
await writeFile(
  new URL('bindings/generated/module.ts', root),
  `/** The compiled WebAssembly module, deflated, base64. Written by scripts/embed.mjs. */\nexport const DEFLATED_MODULE: string =\n  '${bytes.toString('base64')}'\n`,
)
