import type { Command } from 'commander'
import { mergeShards } from '../files/store/merge.ts'
import { printJson } from './json.ts'
import { count, countPoints, print } from './print.ts'
import { interruptSignal } from './signals.ts'

export function addMerge(program: Command): void {
  program
    .command('merge')
    .description('Join the shards of a sweep into the file that one run writes.')
    .argument('<shards...>', 'the files of all shards, in any order')
    .requiredOption('--out <file>', 'file to write: .parquet or .csv, as the shards')
    .option('--force', 'replace an existing file')
    .option('--json', 'print the report as JSON')
    .action(async (shards: string[], { out, force, json }: { out: string; force?: boolean; json?: boolean }) => {
      const report = await mergeShards(shards, out, { force, signal: interruptSignal() })
      if (json) return await printJson(report)
      print(`${countPoints(report.points)} of ${shards.length} ${shards.length === 1 ? 'shard' : 'shards'}, ${count(report.failed)} failed\n\nWritten to ${out}`)
    })
}
