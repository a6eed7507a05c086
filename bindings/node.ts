/** The package in Node: everything of index.ts, and files. */
export * from './index.ts'
export { OutputError } from './sinks/file.ts'
export { mergeShards } from './sinks/merge.ts'
export type { Shard } from './sinks/shard.ts'
export { writeSweep, type SweepFile, type SweepFileOptions } from './sinks/sweep-file.ts'
