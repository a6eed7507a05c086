import type { Command } from 'commander'
import { mergeShards } from '../files/store/merge.ts'
import { mergeReduced } from '../files/store/reduced.ts'
import { printJson } from './json.ts'
import { count, countPoints, print } from './print.ts'
import { interruptSignal } from './signals.ts'
import { Statistics } from './statistics.ts'

export function defineMerge(command: Command): void {
  command
    .argument('<shards...>', 'the files of all shards, in any order')
    .requiredOption('--out <file>', 'file to write: .parquet, .csv or, of statistics, .json, as the shards')
    .option('--force', 'replace an existing file')
    .option('--json', 'print the report as JSON')
    .action(async (shards: string[], { out, force, json }: { out: string; force?: boolean; json?: boolean }) => {
      const options = { force, signal: interruptSignal() }
      const { report, gatherer } = out.endsWith('.json')
        ? await mergeReduced(shards, out, options, (grid) => new Statistics(grid))
        : { report: await mergeShards(shards, out, options), gatherer: undefined }
      if (json) return await printJson(gatherer ? gatherer.result() : report)
      const joined = `${countPoints(report.points)} of ${shards.length} ${shards.length === 1 ? 'shard' : 'shards'}, ${count(report.failed)} failed`
      print(`${gatherer ? String(gatherer) : joined}\n\nWritten to ${out}`)
    })
}
