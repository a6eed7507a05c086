#!/usr/bin/env node
import * as modules from 'node:module'

// Code that was compiled once stays so, from Node 22 on: a tenth of a start is compiling. NODE_DISABLE_COMPILE_CACHE=1 forbids it.
const { enableCompileCache } = modules as { enableCompileCache?(): void }
enableCompileCache?.()
const { run, watchSignals } = await import('./program.ts')
watchSignals()
await run()
