import type { Command } from 'commander'
import { createEngine, type EngineOptions } from '../engine.ts'
import { printJson } from './json.ts'
import { backendOption } from './options.ts'
import { print } from './print.ts'

export function defineInfo(command: Command): void {
  command
    .addOption(backendOption())
    .option('--json', 'print engine.info as JSON')
    .action(async ({ backend, json }: { backend: EngineOptions['backend']; json?: boolean }) => {
      const engine = await createEngine({ backend })
      await engine.close()
      if (json) return await printJson(engine.info)
      const { version, workers, why } = engine.info
      print(`offcut   ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`)
      print(`backend  ${engine.info.backend}: ${why}`)
      print(`workers  ${workers === 0 ? 'none: it computes in the main thread' : workers}`)
    })
}
