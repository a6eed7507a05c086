#!/usr/bin/env node
import { watchSignals } from './signals.ts'

// Before the rest of the program loads.
watchSignals()
const { run } = await import('./program.ts')
await run()
