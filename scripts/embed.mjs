// Writes the compiled module into a source file, so that no bundler has a .wasm file to lose.
import { mkdir, readFile, writeFile } from 'node:fs/promises'

const root = new URL('../', import.meta.url)
const bytes = await readFile(new URL('build/offcut.wasm', root))
await mkdir(new URL('bindings/generated/', root), { recursive: true })
await writeFile(
  new URL('bindings/generated/module.ts', root),
  `/** The compiled WebAssembly module, base64. Written by scripts/embed.mjs. */\nexport const MODULE_BASE64 =\n  '${bytes.toString('base64')}'\n`,
)
