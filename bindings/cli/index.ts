#!/usr/bin/env node
import * as modules from 'node:module'

// Code that was compiled once stays so, from Node 22 on: half of a start is compiling. NODE_DISABLE_COMPILE_CACHE=1 forbids it.
const { enableCompileCache } = modules as { enableCompileCache?(): void }
enableCompileCache?.()
// Before the rest of the program loads.
const { watchSignals } = await import('./signals.ts')
watchSignals()
const { run } = await import('./program.ts')
await run()
