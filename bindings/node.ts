/** The package in Node: everything of index.ts, and files. */
export * from './index.ts'
export { OutputError } from './files/store/file.ts'
export { mergeShards, type MergeOptions } from './files/store/merge.ts'
export type { Shard } from './files/store/shard.ts'
export { writeSweep, type SweepFile, type SweepFileOptions } from './files/store/sweep-file.ts'
